/** Vectors of `low.length` real numbers between `low` and `high`, which may be infinite. */
export interface BoxSpace {
  readonly kind: 'box'
  /** Least value of each entry, -Infinity where there is none. */
  readonly low: readonly number[]
  /** Greatest value of each entry, Infinity where there is none. */
  readonly high: readonly number[]
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
  /** How many there are to choose from, for each entry. */
  readonly n: readonly number[]
}

/** What an action or an observation can be. A value of any space travels as a vector of `spaceSize(space)` numbers. */
export type Space = BoxSpace | DiscreteSpace | MultiDiscreteSpace

/** More choices than this cannot be drawn by `Random.integer`. */
const MAX_CHOICES = 2 ** 32

/**
 * The box of vectors between `low` and `high`, entry by entry. Both are copied.
 * Throws a RangeError unless they have the same length, at least 1, and low[i] <= high[i] without NaN.
 */
export function box(low: ArrayLike<number>, high: ArrayLike<number>): BoxSpace {
  if (low.length !== high.length || low.length === 0) {
    throw new RangeError(
      `box() got ${low.length} lower and ${high.length} upper bounds, expects as many of one as of the other, at least 1`,
    )
  }
  for (let i = 0; i < low.length; i++) {
    if (!(low[i] <= high[i])) {
      throw new RangeError(`box() got bounds [${low[i]}, ${high[i]}] at entry ${i}, expects low <= high`)
    }
  }
  return { kind: 'box', low: Array.from(low), high: Array.from(high) }
}

/** The numbers 0 .. n - 1. Throws a RangeError unless n is an integer in [1, 2^32]. */
export function discrete(n: number): DiscreteSpace {
  if (!isCount(n)) throw new RangeError(`discrete() got ${n}, expects an integer of at least 1`)
  return { kind: 'discrete', n }
}

/**
 * Tuples of numbers, the i-th in 0 .. n[i] - 1. `n` is copied.
 * Throws a RangeError when n is empty or an entry is not an integer in [1, 2^32].
 */
export function multiDiscrete(n: ArrayLike<number>): MultiDiscreteSpace {
  const counts = Array.from(n)
  if (counts.length === 0 || !counts.every(isCount)) {
    throw new RangeError(`multiDiscrete() got [${counts.join(', ')}], expects one or more integers of at least 1`)
  }
  return { kind: 'multi-discrete', n: counts }
}

/** The length of the vectors that carry a value of the space: 1 for a discrete one. */
export function spaceSize(space: Space): number {
  if (space.kind === 'box') return space.low.length
  return space.kind === 'discrete' ? 1 : space.n.length
}

/** Whether the vector is a value of the space: of its length, finite, between the bounds, whole numbers where they are choices. */
export function contains(space: Space, vector: ArrayLike<number>): boolean {
  if (vector.length !== spaceSize(space)) return false
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]
    if (space.kind === 'box') {
      if (!Number.isFinite(value) || value < space.low[i] || value > space.high[i]) return false
    } else {
      const n = space.kind === 'discrete' ? space.n : space.n[i]
      if (!Number.isInteger(value) || value < 0 || value >= n) return false
    }
  }
  return true
}

/** A space in words, for messages: `3 numbers in [-1, 1]`, `1 of 4 choices`, `one each of 3, 3, 2 choices`. */
export function describeSpace(space: Space): string {
  if (space.kind === 'discrete') return `1 of ${space.n} choices`
  if (space.kind === 'multi-discrete') return `one each of ${space.n.join(', ')} choices`
  const { low, high } = space
  const count = `${low.length} ${low.length === 1 ? 'number' : 'numbers'}`
  const uniform = low.every((value) => value === low[0]) && high.every((value) => value === high[0])
  if (!uniform) return `${count} in ${low.map((value, i) => `[${value}, ${high[i]}]`).join(' x ')}`
  return low[0] === Number.NEGATIVE_INFINITY && high[0] === Number.POSITIVE_INFINITY
    ? `${count} without bounds`
    : `${count} in [${low[0]}, ${high[0]}]`
}

function isCount(n: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= MAX_CHOICES
}
