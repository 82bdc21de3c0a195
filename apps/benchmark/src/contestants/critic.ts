import { adamFit, type Estimator, valueNetwork } from '@trpo/core'
import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { mlp } from '@trpo/networks'
import type { PathBatch } from '@trpo/samplers'
import { findNetwork, type NetworkName } from '../networks.ts'

/** What sb3-contrib's TRPO has by default, but for the number of passes. */
const HIDDEN = [64, 64]
const BATCH_SIZE = 128
const RATE = 1e-3

/** A value network with the sizes and the fit of sb3-contrib's critic: Adam in `passes` passes over the batch. */
export async function critic(
  spec: EnvironmentSpec,
  { network, lanes, passes }: { readonly network: NetworkName; readonly lanes: number; readonly passes: number },
): Promise<Estimator<PathBatch>> {
  const build = await findNetwork(network)
  const { description } = mlp({ inputSize: spaceSize(spec.observationSpace), hidden: HIDDEN, outputSize: 1 })
  const rate = { from: RATE, to: RATE, iterations: 1 }
  return valueNetwork({
    network: build(description, {}),
    lanes,
    fit: adamFit({ epochs: passes, batchSize: BATCH_SIZE, rate }),
  })
}
