import { randomStream } from '@trpo/random'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categorical, type Distribution, factoredCategorical } from '../src/index.ts'

type Query = (distribution: Distribution, logits: number[], ...rest: number[]) => Float64Array

const logProb: Query = (distribution, logits, ...action) => {
  const into = new Float64Array(1)
  distribution.logProb(1, Float64Array.from(logits), Float64Array.from(action), into)
  return into
}

const score: Query = (distribution, logits, ...action) => {
  const into = new Float64Array(distribution.parameterSize)
  distribution.logProbGradient(1, Float64Array.from(logits), Float64Array.from(action), into)
  return into
}

const fisher: Query = (distribution, logits, ...v) => {
  const into = new Float64Array(distribution.parameterSize)
  distribution.fisher(1, Float64Array.from(logits), Float64Array.from(v), into)
  return into
}

const sample: Query = (distribution, logits, ...noise) => {
  const into = new Float64Array(distribution.actionSize)
  distribution.sample(1, Float64Array.from(logits), Float64Array.from(noise), into)
  return into
}

const mode: Query = (distribution, logits) => {
  const into = new Float64Array(distribution.actionSize)
  distribution.mode(1, Float64Array.from(logits), into)
  return into
}

const entropy: Query = (distribution, logits) => {
  const into = new Float64Array(1)
  distribution.entropy(1, Float64Array.from(logits), into)
  return into
}

function kl(distribution: Distribution, old: number[], next: number[]): number {
  const into = new Float64Array(1)
  distribution.kl(1, Float64Array.from(old), Float64Array.from(next), into)
  return into[0]
}

const largestUniform = 1 - 2 ** -53
const logit = fc.double({ min: -2000, max: 2000, noNaN: true })
const logits = fc.array(logit, { minLength: 1, maxLength: 8 })
/** Some of them -Infinity, never all. */
const masked = logits.chain((values) =>
  fc
    .array(fc.boolean(), { minLength: values.length, maxLength: values.length })
    .map((mask) => values.map((value, i) => (i > 0 && mask[i] ? -Infinity : value))),
)

describe('logits of any size', () => {
  it('have finite log probabilities, or -Infinity', () => {
    expect([...logProb(categorical(3), [1e300, 0, -1e300], 0)]).toEqual([0])
    expect([...logProb(categorical(3), [1e300, 0, -1e300], 1)]).toEqual([-1e300])
    expect([...logProb(categorical(2), [5e3, 5e3 - 2], 1)]).toEqual([...logProb(categorical(2), [0, -2], 1)])
    expect([...logProb(categorical(2), [0, -Infinity], 1)]).toEqual([-Infinity])
  })

  it('keep the digits of a policy that has almost decided', () => {
    // log p = -log(1 + e^-40): 1 - p is below the rounding of p.
    expect(logProb(categorical(2), [40, 0], 0)[0]).toBeCloseTo(-4.248354255291589e-18, 30)
    expect(score(categorical(2), [40, 0], 0)[0]).toBeCloseTo(4.248354255291589e-18, 30)
    expect(fisher(categorical(2), [40, 0], 1, 0)[0]).toBeCloseTo(4.248354255291589e-18, 30)
  })

  it('have the entropy of what is left: classes that cannot occur add nothing', () => {
    expect(entropy(categorical(3), [7, 7, -Infinity])[0]).toBeCloseTo(Math.LN2, 15)
    expect([...entropy(categorical(2), [5000, -5000])]).toEqual([0])
    expect([...entropy(categorical(1), [3])]).toEqual([0])
  })
})

describe('kl', () => {
  it('is exactly 0 for equal bits, masked or not', () => {
    fc.assert(
      fc.property(masked, (values) => {
        expect(kl(categorical(values.length), values, [...values])).toBe(0)
      }),
    )
  })

  it('is never negative or NaN', () => {
    fc.assert(
      fc.property(
        masked.chain((old) => fc.tuple(fc.constant(old), fc.tuple(...old.map((x) => fc.oneof(logit, fc.constant(x)))))),
        ([old, next]) => {
          expect(kl(categorical(old.length), old, next)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })

  it('is accurate to all scales: half the Fisher form of a small change', () => {
    const [old, change] = [
      [0.3, -0.5, 0.1],
      [1, -2, 0.5],
    ]
    for (let size = 1e-3; size > 1e-7; size /= 10) {
      const next = old.map((x, i) => x + size * change[i])
      const moved = next.map((x, i) => x - old[i])
      const form = fisher(categorical(3), old, ...moved).reduce((sum, x, i) => sum + x * moved[i], 0)
      expect(kl(categorical(3), old, next) / (0.5 * form)).toBeCloseTo(1, 2)
      if (size < 1e-4) expect(kl(categorical(3), old, next) / (0.5 * form)).toBeCloseTo(1, 4)
    }
  })

  it('is infinite where a possible class becomes impossible, finite where an impossible one becomes possible', () => {
    expect(kl(categorical(2), [0, 0], [0, -Infinity])).toBe(Infinity)
    expect(kl(categorical(2), [0, -Infinity], [0, 0])).toBeCloseTo(Math.LN2, 15)
    expect(kl(categorical(2), [0, -5000], [0, 5000])).toBeCloseTo(5000, 10)
    expect(kl(categorical(2), [5000, -5000], [-5000, 5000])).toBe(10000)
  })
})

describe('sample', () => {
  it('takes the class in whose interval the draw falls', () => {
    const quarters = [Math.log(0.25), Math.log(0.5), Math.log(0.25)]
    const classes = [0, 0.24, 0.26, 0.74, 0.76, largestUniform].map((u) => sample(categorical(3), quarters, u)[0])
    expect(classes).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('never leaves the classes and never draws one of probability 0, at either end', () => {
    const draw = fc.oneof(
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.constantFrom(0, largestUniform, 1),
    )
    fc.assert(
      fc.property(masked, draw, (values, u) => {
        const [chosen] = sample(categorical(values.length), values, u)
        expect(Number.isInteger(chosen)).toBe(true)
        expect(logProb(categorical(values.length), values, chosen)[0]).toBeGreaterThan(-800)
      }),
    )
  })

  it('gives NaN where mu is no distribution', () => {
    for (const values of [
      [Number.NaN, 0],
      [0, Number.NaN],
      [Infinity, 0],
      [-Infinity, -Infinity],
    ]) {
      expect(sample(categorical(2), values, 0.5)[0]).toBeNaN()
    }
  })
})

describe('mode', () => {
  it('gives the lowest index on a tie', () => {
    expect(mode(categorical(4), [1, 3, 3, 2])[0]).toBe(1)
    expect([...mode(factoredCategorical([2, 3]), [0, 0, -1, 5, 5])]).toEqual([0, 1])
  })
})

describe('a factored categorical', () => {
  it('is the sum of its factors', () => {
    const five = fc.array(
      fc.integer({ min: -300, max: 300 }).map((x) => x / 100),
      { minLength: 5, maxLength: 5 },
    )
    fc.assert(
      fc.property(five, five, fc.nat(1), fc.nat(2), (mu, other, first, second) => {
        const [two, three, both] = [categorical(2), categorical(3), factoredCategorical([2, 3])]
        const [left, right] = [mu.slice(0, 2), mu.slice(2)]
        expect(logProb(both, mu, first, second)[0]).toBe(
          logProb(two, left, first)[0] + logProb(three, right, second)[0],
        )
        expect(entropy(both, mu)[0]).toBe(entropy(two, left)[0] + entropy(three, right)[0])
        expect(kl(both, mu, other)).toBe(kl(two, left, other.slice(0, 2)) + kl(three, right, other.slice(2)))
        expect([...score(both, mu, first, second)]).toEqual([
          ...score(two, left, first),
          ...score(three, right, second),
        ])
        expect([...fisher(both, mu, ...other)]).toEqual([
          ...fisher(two, left, ...other.slice(0, 2)),
          ...fisher(three, right, ...other.slice(2)),
        ])
      }),
    )
  })

  it('with one factor is a categorical', () => {
    const [one, plain] = [factoredCategorical([3]), categorical(3)]
    expect(logProb(one, [1, 2, 3], 1)).toEqual(logProb(plain, [1, 2, 3], 1))
    expect([one.parameterSize, one.actionSize, one.noiseSize]).toEqual([3, 1, 1])
  })

  it('keeps its own copy of the classes', () => {
    const classes = [2, 3]
    const distribution = factoredCategorical(classes)
    classes[0] = 9
    expect(distribution.description).toEqual({ kind: 'factored-categorical', classes: [2, 3] })
    expect([...mode(distribution, [0, 1, 0, 1, 0])]).toEqual([1, 1])
  })
})

describe('many rows', () => {
  it('have the bits that each has alone, wherever a chunk of rows begins', () => {
    const shapes = fc.constantFrom([2], [3], [18], [2, 3], [700, 700])
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 1100 }), fc.nat(), (classes, rows, seed) => {
        const distribution = factoredCategorical(classes)
        const { parameterSize: m, actionSize: k } = distribution
        const count = Math.min(rows, Math.ceil(3000 / m))
        const random = randomStream(seed, 'many rows')
        const mu = Float32Array.from({ length: count * m }, () => 3 * random.normal())
        const other = mu.map((logit) => logit + 0.1 * random.normal())
        const noise = Float64Array.from({ length: count * k }, () => random.uniform())
        const queries = (first: number, some: number): Float64Array[] => {
          const part = <A extends Float32Array | Float64Array>(array: A, size: number) =>
            array.subarray(first * size, (first + some) * size)
          const [logits, others] = [part(mu, m), part(other, m)]
          const actions = new Float64Array(some * k)
          distribution.sample(some, logits, part(noise, k), actions)
          const results = { logProb: 1, score: m, kl: 1, entropy: 1, fisher: m }
          const into = Object.values(results).map((size) => new Float64Array(some * size))
          distribution.logProb(some, logits, actions, into[0])
          distribution.logProbGradient(some, logits, actions, into[1])
          distribution.kl(some, logits, others, into[2])
          distribution.entropy(some, logits, into[3])
          distribution.fisher(some, logits, others, into[4])
          return [actions, ...into]
        }
        const together = queries(0, count)
        const alone = Array.from({ length: count }, (_, row) => queries(row, 1))
        for (const [i, values] of together.entries()) {
          expect(values).toEqual(Float64Array.from(alone.flatMap((one) => [...one[i]])))
        }
      }),
      { numRuns: 20 },
    )
  })
})
