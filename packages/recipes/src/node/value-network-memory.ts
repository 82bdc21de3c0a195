import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { mlp } from '@trpo/networks'
import type { MethodConfig } from '../families/method-config.ts'
import type { Amount } from '../sampler/amount.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'

/** The least number of vectors [p] of a fit: parameters and two moments before and after it, or those of conjugate gradient. */
const VECTORS = 6

/**
 * The least memory that the value network of a config and its fit take besides the samples: its parameters, and of each sample what
 * the network sees. Adam joins these rows with their targets. Nothing where the config has no value network.
 */
export function valueNetworkMemory(
  { estimator }: Pick<MethodConfig, 'estimator'>,
  { observationSpace }: EnvironmentSpec,
  { samples, origin }: Pick<Amount, 'samples' | 'origin'>,
): readonly MemoryNeed[] {
  if (estimator.kind !== 'value-network') return []
  const { hidden, activation, arithmetic, fit } = estimator
  const inputSize = spaceSize(observationSpace)
  const { parameterCount } = mlp({ inputSize, hidden, activation, outputSize: 1 })
  const seen = (arithmetic === 'f32' ? 4 : 8) * inputSize
  const row = fit.kind === 'adam' ? seen + 8 + 8 * (inputSize + 1) : seen
  return [
    {
      origin: `estimator.hidden is ${hidden.join(',')}: a value network of ${parameterCount} parameters`,
      bytes: 8 * VECTORS * parameterCount,
    },
    { origin: `${origin}: the rows of so many samples that the value network is fitted to`, bytes: samples * row },
  ]
}
