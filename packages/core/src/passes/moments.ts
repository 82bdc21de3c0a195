/** Count, mean and sum of squared deviations of a set of numbers. */
export interface Moments {
  /** How many numbers there are. */
  readonly count: number
  /** Their mean, or 0 when there are none. */
  readonly mean: number
  /** Sum of their squared deviations from the mean. */
  readonly m2: number
}

/** Moments of values[start .. end), in two passes. */
export function momentsOf(values: ArrayLike<number>, start: number, end: number): Moments {
  const count = end - start
  if (count === 0) return { count: 0, mean: 0, m2: 0 }
  let sum = 0
  for (let i = start; i < end; i++) sum += values[i]
  const mean = sum / count
  let m2 = 0
  for (let i = start; i < end; i++) {
    const deviation = values[i] - mean
    m2 += deviation * deviation
  }
  return { count, mean, m2 }
}

/** Moments of the union of two sets (Chan, Golub and LeVeque 1979). Not associative in its bits: merge in a fixed order. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const count = a.count + b.count
  const difference = b.mean - a.mean
  return {
    count,
    mean: a.mean + (difference * b.count) / count,
    m2: a.m2 + b.m2 + (difference * difference * a.count * b.count) / count,
  }
}
