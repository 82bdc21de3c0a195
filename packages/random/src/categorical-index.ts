/**
 * The sum of unnormalised probabilities, in order.
 *
 * Throws a RangeError on a negative or non-finite entry, when there is none or all are 0, and when the sum overflows.
 */
export function totalProbability(probabilities: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]
    if (!(p >= 0 && p < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`probability ${i} is ${p}; expected a finite number of at least 0`)
    }
    total += p
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `the ${probabilities.length} probabilities sum to ${total}; expected a finite sum greater than 0`,
    )
  }
  return total
}

/**
 * The first index whose cumulative probability exceeds u times the total, for u in [0, 1): the inverse of the
 * cumulative distribution. An entry of 0 is never chosen.
 */
export function indexOf(probabilities: ArrayLike<number>, total: number, u: number): number {
  const target = u * total
  let cumulative = 0
  let last = 0
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]
    if (p > 0) {
      cumulative += p
      if (target < cumulative) return i
      last = i
    }
  }
  // The product rounded up to the total itself.
  return last
}
