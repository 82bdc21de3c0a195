import { boxFault, choicesFault } from './space-fault.ts'
import type { BoxSpace, BoxType, DiscreteSpace, MultiDiscreteSpace } from './spaces.ts'

/** What a box is besides its bounds. */
export interface BoxOptions {
  /**
   * Dimensions, such as [84, 84]: a value travels row-major. Needed where both bounds are one number.
   * @default one dimension, as long as the bounds
   */
  readonly shape?: readonly number[]
  /**
   * What observations are stored as: f64, f32, or bytes.
   * @default 'f64'
   */
  readonly type?: BoxType
}

/**
 * The box of values between `low` and `high`, each a list with a number for each entry or one number for all:
 * `box([-1, 0], [1, 5])`, `box(-1, 1, { shape: [3] })`, `box(0, 255, { shape: [84, 84], type: 'u8' })`. Lists are copied.
 *
 * Throws a RangeError unless lists and shape say the same number of entries, at least 1, and each entry has low <= high
 * without NaN, and whole numbers from 0 to 255 where it is a byte.
 */
export function box(
  low: number | ArrayLike<number>,
  high: number | ArrayLike<number>,
  { shape, type }: BoxOptions = {},
): BoxSpace {
  const copied = (bound: number | ArrayLike<number>) => (typeof bound === 'number' ? bound : Array.from(bound))
  const space: BoxSpace = {
    kind: 'box',
    low: copied(low),
    high: copied(high),
    ...(shape !== undefined && { shape: Array.from(shape) }),
    ...(type !== undefined && { type }),
  }
  const fault = boxFault(space, '')
  if (fault !== undefined) throw new RangeError(`box(): ${fault}`)
  return space
}

/** The numbers 0 .. n - 1. Throws a RangeError unless n is an integer in [1, 2^32]. */
export function discrete(n: number): DiscreteSpace {
  const fault = choicesFault(n, 'n')
  if (fault !== undefined) throw new RangeError(`discrete(): ${fault}`)
  return { kind: 'discrete', n }
}

/**
 * Tuples of numbers, the i-th in 0 .. n[i] - 1. `n` is copied.
 * Throws a RangeError when n is empty or an entry is not an integer in [1, 2^32].
 */
export function multiDiscrete(n: ArrayLike<number>): MultiDiscreteSpace {
  const counts = Array.from(n)
  if (counts.length === 0)
    throw new RangeError('multiDiscrete(): n is empty; expected a number of choices for each entry')
  for (const [i, count] of counts.entries()) {
    const fault = choicesFault(count, `n[${i}]`)
    if (fault !== undefined) throw new RangeError(`multiDiscrete(): ${fault}`)
  }
  return { kind: 'multi-discrete', n: counts }
}
