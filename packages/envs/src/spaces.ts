/** Vectors of `low.length` real numbers between `low` and `high`, which may be infinite. */
export interface BoxSpace {
  readonly kind: 'box'
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** One of the whole numbers 0 .. n - 1. */
export interface DiscreteSpace {
  readonly kind: 'discrete'
  readonly n: number
}

/** A tuple of whole numbers, the i-th in 0 .. n[i] - 1. */
export interface MultiDiscreteSpace {
  readonly kind: 'multi-discrete'
  readonly n: readonly number[]
}

export type Space = BoxSpace | DiscreteSpace | MultiDiscreteSpace
