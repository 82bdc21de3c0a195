import type { ObservationArray } from '@trpo/math'
import { counted } from '@trpo/math/messages'
import type { Lanes } from './lanes.ts'
import { spaceSize } from './spaces.ts'

/** The arrays of `Lanes.step`. */
export interface StepArrays {
  /** Which lanes are stepped, [count]. */
  readonly active: ArrayLike<number>
  /** The actions, [count, k]. */
  readonly actions: ArrayLike<number>
  /** A source of draws for each lane, [count]. */
  readonly randoms: ArrayLike<unknown>
  /** Where the rewards go, [count]. */
  readonly rewards: ArrayLike<number>
  /** Set to 1 for lanes that terminated, and to 0 for others, [count]. */
  readonly terminated: ArrayLike<number>
  /** Set to 1 for lanes that were truncated, and to 0 for others, [count]. */
  readonly truncated: ArrayLike<number>
}

/** Throws a RangeError unless `count` is a whole number of lanes, at least 1. */
export function assertLaneCount(count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`lane count is ${count}, expects an integer of at least 1`)
  }
}

/** Throws a RangeError unless `lane` is one of the lanes. */
export function assertLane(lanes: Pick<Lanes, 'spec' | 'count'>, lane: number): void {
  if (!Number.isInteger(lane) || lane < 0 || lane >= lanes.count) {
    throw new RangeError(`there is no lane ${lane}: ${lanes.spec.name} has lanes 0 to ${lanes.count - 1}`)
  }
}

/** Throws a RangeError unless every array of a step has its length, so that nothing is read or written beside one. */
export function assertStepArrays(lanes: Pick<Lanes, 'spec' | 'count'>, arrays: StepArrays): void {
  const { count, spec } = lanes
  const k = spaceSize(spec.actionSpace)
  assertLength('active', arrays.active, count, lanes)
  assertLength('actions', arrays.actions, count * k, lanes, `, ${k} a lane`)
  assertLength('randoms', arrays.randoms, count, lanes)
  assertLength('rewards', arrays.rewards, count, lanes)
  assertLength('terminated', arrays.terminated, count, lanes)
  assertLength('truncated', arrays.truncated, count, lanes)
}

/** Throws a RangeError unless the arrays of `Lanes.observe` have their lengths, and a TypeError unless they have their types. */
export function assertObserveArrays(
  lanes: Pick<Lanes, 'spec' | 'count'>,
  active: ArrayLike<number>,
  into: ObservationArray,
): void {
  const { observationSpace } = lanes.spec
  const size = spaceSize(observationSpace)
  assertLength('active', active, lanes.count, lanes)
  assertLength('observations', into, lanes.count * size, lanes, `, ${size} a lane`)
  const { type = 'f64' } = observationSpace
  if (!(into instanceof ARRAYS[type]))
    throw new TypeError(
      `the array for the observations of ${lanes.spec.name} is a ${Object(into).constructor?.name}, those are stored as ${type}: give a ${ARRAYS[type].name}, as observationArray(spec.observationSpace, count) does`,
    )
}

const ARRAYS = { f64: Float64Array, f32: Float32Array, u8: Uint8Array }

function assertLength(
  what: string,
  array: ArrayLike<unknown>,
  expected: number,
  lanes: Pick<Lanes, 'spec' | 'count'>,
  each = '',
): void {
  if (array.length !== expected) {
    const many = counted(lanes.count, 'lane')
    throw new RangeError(`${what} has length ${array.length}, ${many} of ${lanes.spec.name} expect ${expected}${each}`)
  }
}
