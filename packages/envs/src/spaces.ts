/** What the numbers of a box are stored as: floats of 64 or 32 bits, or bytes (whole numbers from 0 to 255). */
export type BoxType = 'f64' | 'f32' | 'u8'

/** Arrays of real numbers between `low` and `high`, which may be infinite. */
export interface BoxSpace {
  readonly kind: 'box'
  /** Least value of each entry, -Infinity where there is none; or one number for all entries. */
  readonly low: number | readonly number[]
  /** Greatest value of each entry, Infinity where there is none; or one number for all entries. */
  readonly high: number | readonly number[]
  /**
   * Dimensions, such as [84, 84] for the pixels of a frame; a value travels row-major. Needed where both bounds are one number.
   * @default one dimension, as long as the bounds
   */
  readonly shape?: readonly number[]
  /**
   * What observations are stored as, from the environment to the policy. Actions are always f64.
   * @default 'f64'
   */
  readonly type?: BoxType
}

/** One of the whole numbers 0 .. n - 1. */
export interface DiscreteSpace {
  readonly kind: 'discrete'
  /** How many there are to choose from. */
  readonly n: number
}

/** A tuple of whole numbers, the i-th in 0 .. n[i] - 1. */
export interface MultiDiscreteSpace {
  readonly kind: 'multi-discrete'
  /** How many there are to choose from in each entry. */
  readonly n: readonly number[]
}

/** What an action or an observation can be. A value of any space travels as a vector of `spaceSize(space)` numbers. */
export type Space = BoxSpace | DiscreteSpace | MultiDiscreteSpace

/** The length of the vectors that carry a value of the space: 1 for a discrete one. */
export function spaceSize(space: Space): number {
  if (space.kind === 'discrete') return 1
  if (space.kind === 'multi-discrete') return space.n.length
  const { low, high, shape } = space
  if (shape !== undefined) return shape.reduce((product, dimension) => product * dimension, 1)
  if (typeof low !== 'number') return low.length
  return typeof high === 'number' ? 1 : high.length
}

/** The bounds of every entry of a box. */
export interface BoxBounds {
  /** Least value of each entry, [spaceSize]; -Infinity where there is none. */
  readonly low: readonly number[]
  /** Greatest value of each entry, [spaceSize]; Infinity where there is none. */
  readonly high: readonly number[]
}

/** The bounds of every entry of a box, also where it states one number for all. */
export function boxBounds(space: BoxSpace): BoxBounds {
  const each = (bound: number | readonly number[]): readonly number[] =>
    typeof bound === 'number' ? new Array<number>(spaceSize(space)).fill(bound) : Array.from(bound)
  return { low: each(space.low), high: each(space.high) }
}

/** The bounds of entry `i` of a box as values of its type: those of an f32 box are rounded to f32. */
export function boundsAt({ low, high, type }: BoxSpace, i: number): readonly [low: number, high: number] {
  const least = typeof low === 'number' ? low : low[i]
  const most = typeof high === 'number' ? high : high[i]
  return type === 'f32' ? [Math.fround(least), Math.fround(most)] : [least, most]
}
