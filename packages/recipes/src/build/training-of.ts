import type { Training, TrainingProgress } from '@trpo/core'
import type { Environment } from '@trpo/envs'
import type { Config } from '../config/schema.ts'
import { loadEnvironment } from '../environments/find-environment.ts'
import { type LoadedEnvironment, prepareEnvironment } from '../environments/prepare-environment.ts'
import type { BuiltRun } from '../families/built-run.ts'
import { buildRun, buildShard } from './build-run.ts'

/** The options of a training in this thread. */
export interface LocalTrainingOptions {
  /**
   * A function that makes an environment of your own, called once for each lane; or an environment that was loaded before.
   * @default the one of the registry that the config names
   */
  readonly environment?: LoadedEnvironment | (() => Environment) | undefined
}

/** A training in this thread, with what it was built from. */
export interface LocalTraining extends Training<TrainingProgress> {
  /** The run that the training and its shard belong to. */
  readonly run: BuiltRun
  /** The environment that it samples in. */
  readonly environment: LoadedEnvironment
}

/**
 * The training that a config describes, in this thread: a page's or Node's. `trainingOf` of `@trpo/recipes/node` does the
 * same on all cores, with the same bits. Throws a ConfigError when the config's settings do not go together.
 */
export async function trainingOf(config: Config, options: LocalTrainingOptions = {}): Promise<LocalTraining> {
  const environment = await environmentOf(config, options)
  const run = await buildRun(config, environment)
  const training = run.training([buildShard(run, environment)], { clock: () => performance.now() })
  return { ...training, run, environment }
}

async function environmentOf(config: Config, { environment }: LocalTrainingOptions): Promise<LoadedEnvironment> {
  if (environment === undefined) return loadEnvironment(config)
  if (typeof environment !== 'function') return environment
  const { lanesOf } = await import('../on-demand/own-lanes.ts')
  return prepareEnvironment(config, {
    create: environment,
    createLanes: (count) => lanesOf(environment, count),
  })
}

/** Every engine has it, but not every library of types. */
declare const performance: { now(): number }
