import type { ObservationArray } from '@trpo/math'
import { type Environment, type EnvironmentSpec, isRestorable, type RestorableEnvironment } from '../environment.ts'
import { observationArray } from '../observation-array.ts'
import { boxObservations } from './box-observations.ts'
import { handedOn } from './derive.ts'
import { stackedFrames, stackedSpec } from './stacked-frames.ts'

/** A snapshot of an environment with stacked frames: the inner environment's, and the frames of the stack. */
export interface FrameStackSnapshot<S> {
  /** The snapshot of the inner environment. */
  readonly inner: S
  /** The last k frames, [k, f]. */
  readonly frames: ObservationArray
}

/** An environment that observes stacks of frames, a box. */
interface StackedObservations {
  readonly spec: EnvironmentSpec
}

/**
 * Observes the last k frames of an environment instead of the last one alone, so that a policy sees how things move: the oldest
 * comes first, and before the k-th frame of an episode its first one stands in for those that there are not yet, as in
 * Gymnasium's FrameStackObservation. Pictures [H, W] become [k, H, W]; frames of other shapes are joined along their first
 * dimension. Observations that are choices become one-hot first (`boxObservations`).
 *
 * The specification says `frameStack: k`, by which samplers store each frame once. Every step observes the inner environment once.
 *
 * Throws a RangeError unless k is a whole number of at least 1, and where the frames are stacks already.
 */
export function frameStack<S>(
  environment: RestorableEnvironment<S>,
  k: number,
): RestorableEnvironment<FrameStackSnapshot<S>> & StackedObservations
export function frameStack(environment: Environment, k: number): Environment & StackedObservations
export function frameStack(environment: Environment, k: number): Environment & StackedObservations {
  const inner = boxObservations(environment)
  const spec = stackedSpec(inner.spec, k)
  const frame = observationArray(inner.spec.observationSpace)
  const frames = stackedFrames(inner.spec.observationSpace, k, 1)
  const stacked: Environment & StackedObservations = {
    spec,
    reset(random) {
      inner.reset(random)
      inner.observe(frame)
      frames.begin(0, frame)
    },
    step(action, random) {
      const result = inner.step(action, random)
      inner.observe(frame)
      frames.push(0, frame)
      return result
    },
    observe: (into) => into.set(frames.stacks),
    ...handedOn(inner),
  }
  if (!isRestorable(inner)) return stacked
  const restorable: RestorableEnvironment<FrameStackSnapshot<unknown>> & StackedObservations = {
    ...stacked,
    snapshot: () => ({ inner: inner.snapshot(), frames: frames.copy(0) }),
    restore(snapshot) {
      inner.restore(snapshot.inner)
      frames.put(0, snapshot.frames)
    },
  }
  return restorable
}
