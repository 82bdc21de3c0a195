import {
  boxObservations,
  type Environment,
  type EnvironmentSpec,
  type Lanes,
  type RestorableEnvironment,
  type RestorableLanes,
  timeLimit,
  timeLimitLanes,
} from '@trpo/envs'
import type { ActionBounds } from '@trpo/policies'
import { asConfigError } from '../errors.ts'
import { assertEnvironment } from './assert-environment.ts'
import type { EnvironmentRequest } from './environment-config.ts'
import { actionBounds, fitActionLanes, fitActions } from './fit-actions.ts'
import { guarded, guardedLanes } from './guarded.ts'
import type { EnvironmentSource, RestorableSource } from './registry.ts'
import { tryEnvironment } from './try-environment.ts'

/** What is known of an environment and of what a config does to its actions: what a policy is made for. */
export interface FittedEnvironment {
  /** What is known of it, transforms included. */
  readonly spec: EnvironmentSpec
  /**
   * What the environment takes beneath the transforms, and how actions become that: what a policy is saved with. Undefined where
   * nothing is bounded, or actions are discrete.
   */
  readonly actions: ActionBounds | undefined
}

/** A config's environment, with its transforms, tried out. */
export interface LoadedEnvironment<E extends Environment = Environment, L extends Lanes = Lanes>
  extends EnvironmentSource<E, L>,
    FittedEnvironment {
  /** A digest of the code of a module of the user's own; undefined for an environment of the registry. */
  readonly sourceDigest: string | undefined
}

/** An environment that can go back to earlier states, so loaded. */
export type LoadedRestorable = LoadedEnvironment<RestorableEnvironment, RestorableLanes>

/**
 * Applies a config's time limit and what it does to actions to an environment and takes a first step in it, so that a mistake shows before a
 * run begins. What can go back to earlier states still can. Throws a ConfigError.
 */
export async function prepareEnvironment(
  config: EnvironmentRequest,
  source: RestorableSource,
  sourceDigest?: string,
): Promise<LoadedRestorable>
export async function prepareEnvironment(
  config: EnvironmentRequest,
  source: EnvironmentSource,
  sourceDigest?: string,
): Promise<LoadedEnvironment>
export async function prepareEnvironment(
  config: EnvironmentRequest,
  source: EnvironmentSource,
  sourceDigest?: string,
): Promise<LoadedEnvironment> {
  const { name, timeLimit: limit, actions } = config.environment
  const createOwn = (): Environment => {
    const made: unknown = asConfigError(`createEnvironment() of ${name} failed`, () => source.create())
    assertEnvironment(made, name)
    return guarded(made, name)
  }
  const transformed = (own: Environment) => {
    // A limit that is stated holds, as it does in lanes, whether the environment truncates by itself or not.
    const bound = Math.min(limit ?? Infinity, own.spec.timeLimit ?? Infinity)
    const limited = bound === Infinity ? own : timeLimit(own, bound)
    return boxObservations(fitActions(limited, actions))
  }
  const own = createOwn()
  const { spec } = transformed(own)
  tryEnvironment(own, name, config.seed)
  return {
    spec,
    actions: actionBounds(own.spec, actions),
    create: () => transformed(createOwn()),
    createLanes(count) {
      let lanes = asConfigError(`${count} environments of ${name} could not be made`, () => source.createLanes(count))
      if (limit !== null) lanes = timeLimitLanes(lanes, limit)
      return guardedLanes(fitActionLanes(lanes, actions), name)
    },
    sourceDigest,
  }
}
