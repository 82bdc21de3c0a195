import {
  assertAction,
  assertStepArrays,
  box,
  boxBounds,
  derive,
  deriveLanes,
  type Environment,
  type EnvironmentSpec,
  type Lanes,
  type RestorableEnvironment,
  type RestorableLanes,
  type Space,
} from '@trpo/envs'
import { type ActionBounds, fitActions as fitRows } from '@trpo/policies'
import type { Actions } from './environment-config.ts'

/** An environment whose box actions are kept, clipped or scaled; others are returned as they are. */
export function fitActions<S>(environment: RestorableEnvironment<S>, actions: Actions): RestorableEnvironment<S>
export function fitActions(environment: Environment, actions: Actions): Environment
export function fitActions(environment: Environment, actions: Actions): Environment {
  const { spec } = environment
  const bounds = actions === 'keep' ? undefined : actionBounds(spec, actions)
  if (bounds === undefined) return environment
  const fitted = new Float64Array(bounds.low.length)
  return derive(environment, {
    spec: specForPolicy(spec, bounds),
    step(action, random) {
      assertAction(spec, action)
      fitRows(bounds, 1, action, fitted)
      return environment.step(fitted, random)
    },
  })
}

/** Does for lanes what `fitActions` does for one environment. The caller's actions stay as they are. */
export function fitActionLanes<S>(lanes: RestorableLanes<S>, actions: Actions): RestorableLanes<S>
export function fitActionLanes(lanes: Lanes, actions: Actions): Lanes
export function fitActionLanes(lanes: Lanes, actions: Actions): Lanes {
  const { spec, count } = lanes
  const bounds = actions === 'keep' ? undefined : actionBounds(spec, actions)
  if (bounds === undefined) return lanes
  const fitted = new Float64Array(count * bounds.low.length)
  return deriveLanes(lanes, {
    spec: specForPolicy(spec, bounds),
    step(active, given, randoms, rewards, terminated, truncated) {
      assertStepArrays(lanes, { active, actions: given, randoms, rewards, terminated, truncated })
      fitRows(bounds, count, given, fitted)
      return lanes.step(active, fitted, randoms, rewards, terminated, truncated)
    },
  })
}

/**
 * The actions that an environment of this specification takes, and how those of a policy are made to fit; undefined where no
 * action is bounded, so that there is nothing to do. Kept actions are clipped too: in training the environment gets what was
 * drawn, but a policy that acts elsewhere gives only actions that the environment says it takes.
 */
export function actionBounds({ actionSpace }: EnvironmentSpec<Space>, actions: Actions): ActionBounds | undefined {
  if (actionSpace.kind !== 'box') return undefined
  const { low, high } = boxBounds(actionSpace)
  if (![...low, ...high].some(Number.isFinite)) return undefined
  return { low, high, fit: actions === 'scale' ? 'scale' : 'clip' }
}

/** The specification as the policy sees it: scaled entries of an action range from -1 to 1. */
function specForPolicy<O extends Space>(
  spec: EnvironmentSpec<O>,
  { low, high, fit }: ActionBounds,
): EnvironmentSpec<O> {
  if (fit === 'clip') return spec
  const scales = low.map((least, i) => Number.isFinite(least) && Number.isFinite(high[i]))
  return {
    ...spec,
    actionSpace: box(
      low.map((least, i) => (scales[i] ? -1 : least)),
      high.map((most, i) => (scales[i] ? 1 : most)),
    ),
  }
}
