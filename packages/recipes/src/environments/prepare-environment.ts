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

/** What a policy is made for: an environment's specification, and what a config does to its actions. */
export interface FittedEnvironment {
  /** The specification of the environment with its transforms. */
  readonly spec: EnvironmentSpec
  /**
   * The actions that the environment beneath the transforms takes, and how a policy's actions are made to fit. A policy is saved
   * with them. Undefined where nothing is bounded, or actions are discrete.
   */
  readonly actions: ActionBounds | undefined
  /**
   * Makes environments with their transforms, in which policies are evaluated during training.
   * @default none: only the specification is known, and a config that evaluates is refused
   */
  readonly createLanes?: (count: number) => Lanes
}

/** The environment of a config, with its transforms. */
export interface LoadedEnvironment<E extends Environment = Environment, L extends Lanes = Lanes>
  extends EnvironmentSource<E, L>,
    FittedEnvironment {
  /** Makes many environments with their transforms, which are stepped together. */
  createLanes(count: number): L
  /** A digest of the code of a module of the user's own; undefined for an environment of the registry. */
  readonly sourceDigest: string | undefined
}

/** A loaded environment that can go back to earlier states. */
export type LoadedRestorable = LoadedEnvironment<RestorableEnvironment, RestorableLanes>

/**
 * Applies a config's time limit and its treatment of actions to an environment, and takes a first step in it, so that a mistake
 * shows before a run begins. An environment that can go back to earlier states still can. Throws a ConfigError.
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
  const { tryEnvironment } = await import('../on-demand/trial.ts')
  return fitEnvironment(config, source, sourceDigest, (own) =>
    tryEnvironment(own, config.environment.name, config.seed),
  )
}

/**
 * The same without the first step, for environments of the registry: their tests take it. Throws a ConfigError.
 *
 * @param finish what is done with the environment whose specification was read; @default it is disposed of
 */
export function fitEnvironment(config: EnvironmentRequest, source: RestorableSource): LoadedRestorable
export function fitEnvironment(
  config: EnvironmentRequest,
  source: EnvironmentSource,
  sourceDigest: string | undefined,
  finish: (own: Environment) => void,
): LoadedEnvironment
export function fitEnvironment(
  config: EnvironmentRequest,
  source: EnvironmentSource,
  sourceDigest?: string,
  finish = (own: Environment): void => own.dispose?.(),
): LoadedEnvironment {
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
  finish(own)
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
