import { assertStepArrays } from '../assert-lanes.ts'
import type { EnvironmentSpec } from '../environment.ts'
import type { Lanes, RestorableLanes } from '../lanes.ts'
import { box } from '../make-space.ts'
import { boxActions } from './box-actions.ts'
import { deriveLanes } from './derive-lanes.ts'

/**
 * `clipAction` for lanes: clamps every action to the bounds of the box before the lanes see it. The caller's actions stay as they
 * are. Throws a TypeError unless the actions are a box; `step` throws a RangeError on an array of a wrong length.
 */
export function clipActionLanes<S>(lanes: RestorableLanes<S>): RestorableLanes<S>
export function clipActionLanes(lanes: Lanes): Lanes
export function clipActionLanes(lanes: Lanes): Lanes {
  const { low, high } = boxActions(lanes.spec, 'clipActionLanes')
  return fitted(lanes, lanes.spec, low, (action, entry) => Math.min(high[entry], Math.max(low[entry], action)))
}

/**
 * `scaleAction` for lanes: entry a becomes ((1 - a) low + (1 + a) high) / 2, so that -1 and 1 give the bounds of the box exactly;
 * nothing is clipped. The new action space is the box [-1, 1]. Throws a TypeError unless the actions are a box with finite bounds;
 * `step` throws a RangeError on an array of a wrong length.
 */
export function scaleActionLanes<S>(lanes: RestorableLanes<S>): RestorableLanes<S>
export function scaleActionLanes(lanes: Lanes): Lanes
export function scaleActionLanes(lanes: Lanes): Lanes {
  const { low, high } = boxActions(lanes.spec, 'scaleActionLanes')
  if (![...low, ...high].every(Number.isFinite))
    throw new TypeError(
      `scaleActionLanes needs finite bounds, the actions of ${lanes.spec.name} have none on some side`,
    )
  const spec: EnvironmentSpec = {
    ...lanes.spec,
    actionSpace: box(
      low.map(() => -1),
      low.map(() => 1),
    ),
  }
  return fitted(lanes, spec, low, (action, entry) => 0.5 * ((1 - action) * low[entry] + (1 + action) * high[entry]))
}

/** Lanes in which every entry of an action passes through `fit` first. */
function fitted(
  lanes: Lanes,
  spec: EnvironmentSpec,
  entries: ArrayLike<number>,
  fit: (action: number, entry: number) => number,
): Lanes {
  const size = entries.length
  const actions = new Float64Array(lanes.count * size)
  return deriveLanes(lanes, {
    spec,
    step(active, given, randoms, rewards, terminated, truncated) {
      assertStepArrays(lanes, { active, actions: given, randoms, rewards, terminated, truncated })
      for (let i = 0; i < actions.length; i++) actions[i] = fit(given[i], i % size)
      return lanes.step(active, actions, randoms, rewards, terminated, truncated)
    },
  })
}
