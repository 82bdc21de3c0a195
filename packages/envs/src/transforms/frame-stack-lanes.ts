import { assertObserveArrays } from '../assert-lanes.ts'
import { isRestorableLanes, type Lanes, type RestorableLanes } from '../lanes.ts'
import { observationArray } from '../observation-array.ts'
import { spaceSize } from '../spaces.ts'
import { afterStep, deriveLanes } from './derive-lanes.ts'
import type { FrameStackSnapshot } from './frame-stack.ts'
import { stackedFrames, stackedSpec } from './stacked-frames.ts'

/**
 * `frameStack` for lanes that are batched by nature, such as those of another process: these show one frame a step, and the stacks
 * are kept here. The frames of lanes that were reset are observed together, when they are next needed.
 *
 * Throws a RangeError unless k is a whole number of at least 1, and where the frames are stacks already.
 */
export function frameStackLanes<S>(lanes: RestorableLanes<S>, k: number): RestorableLanes<FrameStackSnapshot<S>>
export function frameStackLanes(lanes: Lanes, k: number): Lanes
export function frameStackLanes(lanes: Lanes, k: number): Lanes {
  const spec = stackedSpec(lanes.spec, k)
  const { count } = lanes
  const size = spaceSize(spec.observationSpace)
  const shown = observationArray(lanes.spec.observationSpace, count)
  const frames = stackedFrames(lanes.spec.observationSpace, k, count)
  const fresh = new Uint8Array(count)

  /** Fills the stacks of the lanes that were reset. */
  const settle = (): void => {
    if (fresh.indexOf(1) < 0) return
    lanes.observe(fresh, shown)
    for (let lane = 0; lane < count; lane++) if (fresh[lane] !== 0) frames.begin(lane, shown)
    fresh.fill(0)
  }

  const stacked: Lanes = {
    ...deriveLanes(lanes, { spec }),
    reset(lane, random) {
      lanes.reset(lane, random)
      fresh[lane] = 1
    },
    step(active, ...rest) {
      settle()
      return afterStep(lanes.step(active, ...rest), () => {
        lanes.observe(active, shown)
        for (let lane = 0; lane < count; lane++) if (active[lane] !== 0) frames.push(lane, shown)
      })
    },
    observe(active, into) {
      assertObserveArrays({ spec, count }, active, into)
      settle()
      for (let lane = 0; lane < count; lane++)
        if (active[lane] !== 0) into.set(frames.stacks.subarray(lane * size, (lane + 1) * size), lane * size)
    },
  }
  if (!isRestorableLanes(lanes)) return stacked
  const restorable: RestorableLanes<FrameStackSnapshot<unknown>> = {
    ...stacked,
    snapshot(lane) {
      settle()
      return { inner: lanes.snapshot(lane), frames: frames.copy(lane) }
    },
    restore(lane, snapshot) {
      lanes.restore(lane, snapshot.inner)
      frames.put(lane, snapshot.frames)
      fresh[lane] = 0
    },
  }
  return restorable
}
