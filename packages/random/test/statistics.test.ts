import { describe, expect, it } from 'vitest'
import { randomStream } from '../src/index.ts'
import {
  binomialScore,
  chiSquare,
  chiSquareLimit,
  correlationScore,
  KOLMOGOROV_LIMIT,
  kolmogorov,
  LEVEL,
  normalCdf,
  TWO_SIDED,
} from './null-distributions.ts'

const N = 100_000
const SEEDS = [0, 2 ** 40]

const sample = (draw: () => number, n: number = N) => Float64Array.from({ length: n }, draw)
const counts = (values: Iterable<number>, bins: number) => {
  const result = new Float64Array(bins)
  for (const value of values) result[value]++
  return result
}
const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length

describe('the limits of the tests', () => {
  it('rest on the right distribution functions', () => {
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 13)
    expect(normalCdf(-2)).toBeCloseTo(0.0227501319481792, 13)
    expect(normalCdf(-TWO_SIDED)).toBeCloseTo(LEVEL / 2, 13)
    // With 1 degree of freedom it is the square of a normal number, with 2 an exponential one of mean 2.
    expect(chiSquareLimit(1)).toBeCloseTo(TWO_SIDED ** 2, 6)
    expect(chiSquareLimit(2)).toBeCloseTo(-2 * Math.log(LEVEL), 6)
  })

  it('reject draws that are a little wrong', () => {
    const stream = randomStream(0, 'wrong')
    const bent = sample(() => stream.uniform() ** 1.02)
    expect(kolmogorov(bent, (x) => x)).toBeGreaterThan(KOLMOGOROV_LIMIT)
    const wide = sample(() => 1.04 * stream.normal())
    expect(kolmogorov(wide, normalCdf)).toBeGreaterThan(KOLMOGOROV_LIMIT)
  })
})

describe.each(SEEDS)('seed %d', (seed) => {
  const stream = randomStream(seed, 'statistics')

  describe('uniform', () => {
    const draws = sample(stream.uniform)

    it('has the uniform distribution', () => {
      expect(kolmogorov(draws, (x) => x)).toBeLessThan(KOLMOGOROV_LIMIT)
    })

    it.each([0, 8, 20, 37, 45])('fills 256 bins evenly by its 8 bits from bit %d on', (skip) => {
      const bins = counts(
        draws.map((u) => Math.floor(((u * 2 ** skip) % 1) * 256)),
        256,
      )
      expect(chiSquare(bins, new Float64Array(256).fill(N / 256))).toBeLessThan(chiSquareLimit(255))
    })

    it('fills the square of neighbouring draws evenly', () => {
      const cell = (i: number) => Math.floor(16 * draws[2 * i]) * 16 + Math.floor(16 * draws[2 * i + 1])
      const pairs = Float64Array.from({ length: N / 2 }, (_, i) => cell(i))
      expect(chiSquare(counts(pairs, 256), new Float64Array(256).fill(N / 512))).toBeLessThan(chiSquareLimit(255))
    })
  })

  describe('normal', () => {
    const draws = sample(stream.normal, 400_000)
    const n = draws.length

    it('has the normal distribution', () => {
      expect(kolmogorov(draws, normalCdf)).toBeLessThan(KOLMOGOROV_LIMIT)
    })

    it.each([
      // E x^k and Var x^k = E x^2k - (E x^k)^2 of a standard normal number.
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ])('has moment %d', (k, expected, variance) => {
      const score = (mean(draws.map((x) => x ** k)) - expected) / Math.sqrt(variance / n)
      expect(Math.abs(score)).toBeLessThan(TWO_SIDED)
    })

    it.each([2, 3, 3.5, 4])('has both tails beyond %d', (limit) => {
      // At 4 some 12.7 draws are expected a side; the normal limit is then a little strict.
      const p = normalCdf(-limit)
      expect(Math.abs(binomialScore(draws.filter((x) => x > limit).length, n, p))).toBeLessThan(TWO_SIDED)
      expect(Math.abs(binomialScore(draws.filter((x) => x < -limit).length, n, p))).toBeLessThan(TWO_SIDED)
    })
  })

  it.each([2, 3, 7, 100, 257])('integer(%d) takes each value equally often', (n) => {
    const observed = counts(
      sample(() => stream.integer(n)),
      n,
    )
    expect(chiSquare(observed, new Float64Array(n).fill(N / n))).toBeLessThan(chiSquareLimit(n - 1))
  })

  it.each([2 ** 31 + 1, 3 * 2 ** 30, 2 ** 32])(
    'integer(%d) is uniform over its range, without bias from rejection',
    (n) => {
      const draws = sample(() => stream.integer(n))
      expect(kolmogorov(draws, (x) => x / n)).toBeLessThan(KOLMOGOROV_LIMIT)
      // A multiply-shift without rejection would favour values by their remainder modulo 3 when n is 3/4 of 2^32.
      const observed = counts(
        draws.map((x) => x % 3),
        3,
      )
      expect(chiSquare(observed, new Float64Array(3).fill(N / 3))).toBeLessThan(chiSquareLimit(2))
    },
  )

  it('categorical takes each index as often as its probability says', () => {
    const p = [0.5, 0, 0.2, 0.05, 1.25, 3]
    const kept = p.filter((x) => x > 0)
    const observed = counts(
      sample(() => stream.categorical(p)),
      p.length,
    ).filter((_, i) => p[i] > 0)
    const expected = kept.map((x) => (N * x) / 5)
    expect(chiSquare(observed, expected)).toBeLessThan(chiSquareLimit(kept.length - 1))
  })
})

describe('independence of neighbours', () => {
  const n = 25_000
  /** Draws along one coordinate of the counter, seed or purpose; `step` moves the pair's second member. */
  const pairs: [string, (i: number, step: number) => number][] = [
    ['draws', (i, step) => walk.seek(0, 0, 0, 2 * i + step).normal()],
    ['steps (c)', (i, step) => walk.seek(0, 0, 2 * i + step).normal()],
    ['lanes (b)', (i, step) => walk.seek(0, 2 * i + step, 0).normal()],
    ['iterations (a)', (i, step) => walk.seek(2 * i + step, 0, 0).normal()],
    ['seeds', (i, step) => randomStream(2 * i + step, 'neighbours').normal()],
    ['purposes', (i, step) => randomStream(0, `p${2 * i + step}`).normal()],
    ['coordinates that swap', (i, step) => (step === 0 ? walk.seek(i, 7, 0) : walk.seek(7, i, 0)).normal()],
  ]
  const walk = randomStream(5, 'neighbours')

  it.each(pairs)('%s', (_, draw) => {
    const first = Float64Array.from({ length: n }, (_, i) => draw(i, 0))
    const second = Float64Array.from({ length: n }, (_, i) => draw(i, 1))
    expect(Math.abs(correlationScore(first, second))).toBeLessThan(TWO_SIDED)
    const squares = [first, second].map((values) => values.map((x) => x * x))
    expect(Math.abs(correlationScore(squares[0], squares[1]))).toBeLessThan(TWO_SIDED)
    expect(kolmogorov(first, normalCdf)).toBeLessThan(KOLMOGOROV_LIMIT)
    expect(kolmogorov(second, normalCdf)).toBeLessThan(KOLMOGOROV_LIMIT)
  })
})
