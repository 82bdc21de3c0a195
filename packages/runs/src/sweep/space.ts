import { exp, log } from '@trpo/math'
import { randomStream } from '@trpo/random'
import type { GridAxis, GridPoint } from './grid.ts'

/** A setting whose values are drawn from a range. */
export interface SpaceRange {
  /** What `--set` calls it, such as `update.maxKl`. */
  readonly name: string
  /** Whether equal differences are equally likely, or equal ratios. */
  readonly scale: 'linear' | 'log'
  /** Whether only whole numbers are drawn. */
  readonly whole: boolean
  /** The least value; more than 0 on a logarithmic scale. */
  readonly low: number
  /** The greatest value, more than `low`. */
  readonly high: number
}

/** A setting that a search tries values of: some that are equally likely, or those of a range. */
export type SpaceAxis = GridAxis | SpaceRange

/** Digits of a drawn number: enough for any setting, and few enough to be read and typed. */
const DIGITS = 4

/**
 * The candidate of a number in a space: a value for each setting, as `--set` takes it. It depends on the seed, the number and the
 * name of each setting alone, so that more candidates, or another setting, leave the values of the others as they are.
 *
 * @param seed a whole number from 0 to 2^53 - 1
 * @param candidate a whole number from 0 to 2^32 - 1
 */
export function drawPoint(space: readonly SpaceAxis[], seed: number, candidate: number): GridPoint {
  return space.map((axis) => {
    const random = randomStream(seed, `tune ${axis.name}`).seek(candidate, 0, 0)
    if ('values' in axis) return [axis.name, axis.values[random.integer(axis.values.length)]]
    return [axis.name, String(valueIn(axis, random.uniform()))]
  })
}

/** The value of a range below which a part of all draws lies. */
function valueIn({ scale, whole, low, high }: SpaceRange, part: number): number {
  const end = whole ? high + 1 : high
  const value = scale === 'linear' ? low + part * (end - low) : exp(log(low) + part * (log(end) - log(low)))
  const rounded = whole ? Math.floor(value) : Number(value.toPrecision(DIGITS))
  return Math.min(high, Math.max(low, rounded))
}
