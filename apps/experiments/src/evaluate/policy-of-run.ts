import type { Policy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { buildRun, type Config, type LoadedEnvironment, type Physics } from '@trpo/recipes'
import { type CheckpointFile, OtherVersionError, readState } from '@trpo/runs'
import { InputError } from '../errors.ts'
import type { TrpoRun } from '../run/find-run.ts'

/** The config with another engine for its robot. Throws an InputError where no engine moves the environment. */
export function onEngine(config: Config, physics: Physics | undefined): Config {
  const { environment } = config
  if (physics === undefined) return config
  if (environment.from === 'module')
    throw new InputError(`--physics ${physics}: ${environment.name} moves by itself; leave the option out`)
  return { ...config, environment: { ...environment, physics } }
}

/**
 * The policy of a checkpoint. Where another version computed the last checkpoint, it is the policy that the run saved.
 *
 * @param iteration the iteration that was asked for; undefined for the last
 */
export async function policyOf(
  { paths, config }: Pick<TrpoRun, 'paths' | 'config'>,
  environment: LoadedEnvironment,
  { path }: CheckpointFile,
  iteration: number | undefined,
): Promise<Policy> {
  // There are no shards, since nothing is sampled for training.
  const training = (await buildRun(config, environment)).training([])
  try {
    return training.policy(await readState(path, training))
  } catch (error) {
    if (iteration !== undefined || !(error instanceof OtherVersionError)) throw error
    return loadPolicy(paths.policy)
  }
}
