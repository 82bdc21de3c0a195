/**
 * The level of each statistical test: a right generator fails one test in 10,000 seeds. The seeds are fixed, so a
 * test that passes goes on passing until the bits of the draws change.
 */
export const LEVEL = 1e-4

/** The standard normal quantile of 1 - LEVEL / 2, for two-sided tests. */
export const TWO_SIDED = 3.8905918864131

/** Pearson's statistic sum (observed - expected)^2 / expected. */
export function chiSquare(observed: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < observed.length; i++) sum += (observed[i] - expected[i]) ** 2 / expected[i]
  return sum
}

/** The values that chi-square numbers with so many degrees of freedom exceed with probability LEVEL, by mpmath. */
const CHI_SQUARE_LIMITS: Readonly<Record<number, number>> = {
  1: 15.1367052,
  2: 18.4206807,
  4: 23.5127424,
  6: 27.8563412,
  99: 160.055738,
  255: 347.654213,
  256: 348.818534,
}

/** The value a chi-square number with that many degrees of freedom exceeds with probability LEVEL. */
export function chiSquareLimit(degrees: number): number {
  if (!(degrees in CHI_SQUARE_LIMITS)) throw new RangeError(`no limit is listed for ${degrees} degrees of freedom`)
  return CHI_SQUARE_LIMITS[degrees]
}

/** The value sqrt(n) D exceeds with probability LEVEL: 2 exp(-2 x^2) = LEVEL, Kolmogorov's law for large n. */
export const KOLMOGOROV_LIMIT = Math.sqrt(-Math.log(LEVEL / 2) / 2)

/** sqrt(n) times the largest distance between the empirical distribution of the draws and `cdf`. */
export function kolmogorov(draws: Float64Array, cdf: (x: number) => number): number {
  const sorted = draws.toSorted()
  const n = sorted.length
  let largest = 0
  for (let i = 0; i < n; i++) {
    const p = cdf(sorted[i])
    largest = Math.max(largest, p - i / n, (i + 1) / n - p)
  }
  return Math.sqrt(n) * largest
}

/** The standard normal distribution function, for |x| < 7: Marsaglia (2004), Evaluating the normal distribution. */
export function normalCdf(x: number): number {
  let term = x
  let sum = x
  for (let k = 3; sum + term !== sum; k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
}

/** How many standard deviations a binomial count lies from its mean. */
export function binomialScore(count: number, n: number, p: number): number {
  return (count - n * p) / Math.sqrt(n * p * (1 - p))
}

/** sqrt(n) times the correlation of two equally long samples: nearly standard normal if they are independent. */
export function correlationScore(x: Float64Array, y: Float64Array): number {
  const n = x.length
  const meanX = x.reduce((a, b) => a + b) / n
  const meanY = y.reduce((a, b) => a + b) / n
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    xy += (x[i] - meanX) * (y[i] - meanY)
    xx += (x[i] - meanX) ** 2
    yy += (y[i] - meanY) ** 2
  }
  return (Math.sqrt(n) * xy) / Math.sqrt(xx * yy)
}
