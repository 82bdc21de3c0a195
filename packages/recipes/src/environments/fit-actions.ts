import { box, boxBounds, type Environment, type EnvironmentSpec, type Lanes, type Space, spaceSize } from '@trpo/envs'
import type { Actions } from './environment-config.ts'

/** How the actions of a policy become those of an environment. */
interface ActionFit<O extends Space> {
  /** The environment's specification as the policy sees it. */
  readonly spec: EnvironmentSpec<O>
  /** Writes what the environment is given, [lanes, k], for actions of the same shape. */
  fit(actions: Float64Array, into: Float64Array): void
}

/** An environment whose box actions are kept, clipped or scaled; others are returned as they are. */
export function fitActions(environment: Environment, actions: Actions): Environment {
  const fit = actionFit(environment.spec, actions)
  if (fit === undefined) return environment
  const { spec } = environment
  const fitted = new Float64Array(spaceSize(spec.actionSpace))
  return {
    spec: fit.spec,
    reset: (random) => environment.reset(random),
    step(action, random) {
      fit.fit(action, fitted)
      return environment.step(fitted, random)
    },
    observe: (into) => environment.observe(into),
    dispose: () => environment.dispose?.(),
  }
}

/** `fitActions` for lanes. The caller's actions stay as they are. */
export function fitActionLanes(lanes: Lanes, actions: Actions): Lanes {
  const fit = actionFit(lanes.spec, actions)
  if (fit === undefined) return lanes
  const fitted = new Float64Array(lanes.count * spaceSize(lanes.spec.actionSpace))
  return {
    spec: fit.spec,
    count: lanes.count,
    reset: (lane, random) => lanes.reset(lane, random),
    step(active, given, ...outputs) {
      fit.fit(given, fitted)
      lanes.step(active, fitted, ...outputs)
    },
    observe: (active, into) => lanes.observe(active, into),
    dispose: () => lanes.dispose(),
  }
}

/** What is done to the actions of such an environment; undefined for nothing. */
function actionFit<O extends Space>(spec: EnvironmentSpec<O>, actions: Actions): ActionFit<O> | undefined {
  const space = spec.actionSpace
  if (space.kind !== 'box' || actions === 'keep') return undefined
  const { low, high } = boxBounds(space)
  const scales = low.map((least, i) => actions === 'scale' && Number.isFinite(least) && Number.isFinite(high[i]))
  return {
    spec: {
      ...spec,
      actionSpace: box(
        low.map((least, i) => (scales[i] ? -1 : least)),
        high.map((most, i) => (scales[i] ? 1 : most)),
      ),
    },
    fit(given, into) {
      for (let i = 0; i < into.length; i++) {
        const entry = i % low.length
        const [least, most] = [low[entry], high[entry]]
        into[i] = scales[entry] ? scaled(given[i], least, most) : Math.min(most, Math.max(least, given[i]))
      }
    },
  }
}

/** From [-1, 1] to the bounds, which the ends give exactly; what lies outside is clamped first. */
function scaled(action: number, least: number, most: number): number {
  const x = Math.min(1, Math.max(-1, action))
  return 0.5 * ((1 - x) * least + (1 + x) * most)
}
