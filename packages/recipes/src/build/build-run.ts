import type { RunParts, Shard } from '@trpo/core'
import type { Lanes } from '@trpo/envs'
import type { GroupRange, PathBatch } from '@trpo/samplers'
import type { FittedEnvironment, LoadedEnvironment } from '../environments/prepare-environment.ts'
import { asConfigError, asConfigErrorAsync } from '../errors.ts'
import type { BuiltRun } from '../families/built-run.ts'
import type { Family } from '../families/family.ts'
import type { MethodConfig } from '../families/method-config.ts'
import { misfits } from '../families/misfits.ts'
import { paths } from '../families/paths.ts'

const CONTEXT = 'the config cannot be run'

/**
 * Builds the run that a config describes, whatever the method. Rejects with a ConfigError when its settings do not go together or
 * do not fit the environment, or when the policy could be trained and saved, but not loaded again.
 *
 * @param environment what is known of it, such as what `loadEnvironment` gives
 */
export async function buildRun(config: MethodConfig, environment: FittedEnvironment): Promise<BuiltRun> {
  return asConfigErrorAsync(CONTEXT, async () => {
    // The other families are loaded when a run belongs to one of them: a page of single path TRPO does without their kinds.
    const family = misfits(config, paths).length === 0 ? paths : await familyOf(config)
    const run = await family.build(config, environment)
    if (config.evaluation === undefined && config.average === undefined) return run
    return (await import('../on-demand/judgement.ts')).judgedRun(run, config, environment)
  })
}

/**
 * The parts of a run that learns from paths, for callers who exchange one: `createTrainer({ ...parts, update: mine }, shards)`.
 * Rejects with a ConfigError when the settings do not go together, or when the run samples something else.
 *
 * @param environment what is known of it, such as what `loadEnvironment` gives
 */
export async function pathParts(
  config: MethodConfig,
  environment: FittedEnvironment,
): Promise<RunParts<PathBatch, Lanes>> {
  return asConfigErrorAsync(CONTEXT, () => paths.parts(config, environment))
}

/**
 * Builds the shard of some lane groups, by default of all, in this thread. Throws a ConfigError when the run does not fit the
 * environment.
 */
export function buildShard(run: BuiltRun, environment: LoadedEnvironment, groups?: GroupRange): Shard {
  return asConfigError(CONTEXT, () => run.shard((count) => environment.createLanes(count), groups))
}

async function familyOf(config: MethodConfig): Promise<Family> {
  return (await import('../families/registry.ts')).familyOf(config)
}
