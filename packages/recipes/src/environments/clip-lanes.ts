import type { Lanes } from '@trpo/envs'

/**
 * `clipAction` for lanes: clamps every action to the bounds of the box before the lanes see it. The caller's actions
 * stay as they are. Lanes whose actions are discrete are returned unchanged.
 */
export function clipActionLanes(lanes: Lanes): Lanes {
  const space = lanes.spec.actionSpace
  if (space.kind !== 'box') return lanes
  const { low, high } = space
  const clipped = new Float64Array(lanes.count * low.length)
  return {
    spec: lanes.spec,
    count: lanes.count,
    reset: (lane, random) => lanes.reset(lane, random),
    step(active, actions, ...outputs) {
      for (let i = 0; i < clipped.length; i++) {
        const entry = i % low.length
        clipped[i] = Math.min(high[entry], Math.max(low[entry], actions[i]))
      }
      lanes.step(active, clipped, ...outputs)
    },
    observe: (active, into) => lanes.observe(active, into),
    dispose: () => lanes.dispose(),
  }
}
