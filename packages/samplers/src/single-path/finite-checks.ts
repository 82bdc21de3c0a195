import type { BoxType } from '@trpo/envs'
import type { ObservationArray } from '@trpo/networks'
import { NonFiniteError } from '../errors/non-finite-error.ts'

/** Where a number came from. */
export interface Place {
  /** Name of the environment. */
  readonly environment: string
  /** The lane, counted over all shards. */
  readonly lane: number
  /** The step of its episode, from 0. */
  readonly step: number
  /** The iteration, from 0. */
  readonly iteration: number
}

/** Throws a NonFiniteError. `what` completes the name of the environment, or stands for it. */
export function refuseNumber(what: string, { lane, step, iteration }: Place, expected: string): never {
  throw new NonFiniteError(
    `${what} in lane ${lane} at step ${step} of an episode (iteration ${iteration}); ${expected}`,
    lane,
    step,
  )
}

/**
 * The first entry of values[start .. end) that is not finite once it is stored as `type` (a large double becomes Infinity in
 * f32), or -1.
 */
export function firstNonFinite(values: ObservationArray, start: number, end: number, type: BoxType): number {
  if (type === 'f64') for (let i = start; i < end; i++) if (!Number.isFinite(values[i])) return i
  if (type === 'f32') for (let i = start; i < end; i++) if (!Number.isFinite(Math.fround(values[i]))) return i
  return -1
}

/** What an entry of an observation has to be, in words. */
export function finiteIn(type: BoxType): string {
  return type === 'f32' ? 'a finite number in single precision, below 3.4e38' : 'a finite number'
}
