import { clipAction, type Environment, type EnvironmentSpec, timeLimit, timeLimitLanes } from '@trpo/envs'
import type { Config } from '../config/config.ts'
import { asConfigError } from '../errors.ts'
import { assertEnvironment } from './assert-environment.ts'
import { clipActionLanes } from './clip-lanes.ts'
import { guarded, guardedLanes } from './guarded.ts'
import type { EnvironmentSource } from './registry.ts'
import { tryEnvironment } from './try-environment.ts'

/** A config's environment, with its transforms, tried out. */
export interface LoadedEnvironment extends EnvironmentSource {
  /** What is known of it, transforms included. */
  readonly spec: EnvironmentSpec
  /** A digest of the code of a module of the user's own; undefined for an environment of the registry. */
  readonly sourceDigest: string | undefined
}

/**
 * Applies a config's time limit and clipping to an environment and takes a first step in it, so that a mistake shows before a
 * run begins. Throws a ConfigError.
 */
export async function prepareEnvironment(
  config: Config,
  source: EnvironmentSource,
  sourceDigest?: string,
): Promise<LoadedEnvironment> {
  const { name, timeLimit: limit, clipActions } = config.environment
  const create = (): Environment => {
    const made: unknown = asConfigError(`createEnvironment() of ${name} failed`, () => source.create())
    assertEnvironment(made, name)
    let environment = made
    if (limit !== null) environment = timeLimit(environment, limit)
    if (clipActions && environment.spec.actionSpace.kind === 'box') environment = clipAction(environment)
    return guarded(environment, name)
  }
  return {
    spec: await tryEnvironment(create, name, config.seed),
    create,
    createLanes(count) {
      let lanes = asConfigError(`${count} environments of ${name} could not be made`, () => source.createLanes(count))
      if (limit !== null) lanes = timeLimitLanes(lanes, limit)
      return guardedLanes(clipActions ? clipActionLanes(lanes) : lanes, name)
    },
    sourceDigest,
  }
}
