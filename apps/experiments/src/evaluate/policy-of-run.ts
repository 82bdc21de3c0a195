import type { Policy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { buildRun, type Config, type LoadedEnvironment, type Physics } from '@trpo/recipes'
import { bestEvaluation, type CheckpointFile, displayPath, OtherVersionError, readMetrics, readState } from '@trpo/runs'
import { InputError } from '../errors.ts'
import type { TrpoRun } from '../run/find-run.ts'

/** The config with another engine for its robot. Throws an InputError where no engine moves the environment. */
export function onEngine(config: Config, physics: Physics | undefined): Config {
  const { environment } = config
  if (physics === undefined) return config
  if (environment.from !== 'registry')
    throw new InputError(`--physics ${physics}: ${environment.name} moves by itself; leave the option out`)
  return { ...config, environment: { ...environment, physics } }
}

/** The policies of a run: the last one, that of the best evaluation, and the one with averaged parameters. */
export type WhichPolicy = 'last' | 'best' | 'average'

/** The policy that is asked for. */
interface PolicyRequest {
  /** @default the last one */
  readonly policy?: WhichPolicy
  /** The iteration that was asked for; undefined for the last. */
  readonly iteration?: number | undefined
}

/**
 * A policy of a run, and the iteration after which it was the policy. Where another version computed the last checkpoint, it is the
 * one that the run saved. Throws an InputError where the run keeps no such policy, and where an
 * iteration is asked of the best one, which has its own.
 */
export async function policyOf(
  run: Pick<TrpoRun, 'paths' | 'config'>,
  environment: LoadedEnvironment,
  { path, iteration }: CheckpointFile,
  { policy = 'last', iteration: asked }: PolicyRequest,
): Promise<{ readonly policy: Policy; readonly iteration: number }> {
  const { paths, config } = run
  if (policy === 'best') {
    if (asked !== undefined)
      throw new InputError(
        `--policy best --iteration ${asked}: the best policy is that of the iteration that its evaluation followed; leave --iteration out`,
      )
    return bestOf(run)
  }
  // There are no shards, since nothing is sampled for training.
  const training = (await buildRun(config, environment)).training([])
  const { average } = training
  if (policy === 'average' && average === undefined)
    throw new InputError(
      `--policy average: the run ${displayPath(paths.directory)} keeps no average of its parameters; average.decay of a config asks for one`,
    )
  const of = (policy === 'average' ? average : undefined) ?? training.policy
  try {
    return { policy: of(await readState(path, training)), iteration }
  } catch (error) {
    if (asked !== undefined || !(error instanceof OtherVersionError)) throw error
    return { policy: await loadPolicy(policy === 'average' ? paths.average : paths.policy), iteration }
  }
}

async function bestOf({ paths }: Pick<TrpoRun, 'paths'>): ReturnType<typeof policyOf> {
  const best = bestEvaluation(await readMetrics(paths.metrics))
  if (best === undefined)
    throw new InputError(
      `--policy best: the run ${displayPath(paths.directory)} has no evaluation yet; evaluation.every of its config says after how many iterations it has one`,
    )
  return { policy: await loadPolicy(paths.best), iteration: best.iteration }
}
