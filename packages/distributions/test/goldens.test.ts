import { describe, expect, it } from 'vitest'
import goldens from '../goldens/distributions.json' with { type: 'json' }
import { categorical, type Distribution, diagonalGaussian, factoredCategorical } from '../src/index.ts'

function build(kind: string, shape: number | number[]): Distribution {
  if (kind === 'gaussian' && typeof shape === 'number') return diagonalGaussian(shape)
  if (kind === 'categorical' && typeof shape === 'number') return categorical(shape)
  if (kind === 'factored' && Array.isArray(shape)) return factoredCategorical(shape)
  throw new Error(`unknown golden ${kind} ${shape}`)
}

/** PyTorch in f64 loses digits of its own where terms cancel, so 1e-10 is relative to numbers of at least 1. */
function expectNear(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(actual[i] - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-10)
  }
}

describe.each(goldens.distributions.map(({ kind, shape, rows }) => [kind, shape, rows] as const))(
  '%s of %j agrees with PyTorch',
  (kind, shape, rows) => {
    const distribution = build(kind, shape)
    const { parameterSize: m } = distribution
    const n = rows.length
    const mu = Float64Array.from(rows.flatMap((row) => row.mu))
    const muNew = Float64Array.from(rows.flatMap((row) => row.muNew))
    const actions = Float64Array.from(rows.flatMap((row) => row.action))
    const v = Float64Array.from(rows.flatMap((row) => row.v))

    it('has rows', () => {
      expect(n).toBe(6)
      expect([mu.length, actions.length]).toEqual([n * m, n * distribution.actionSize])
    })

    it('logProb', () => {
      const into = new Float64Array(n)
      distribution.logProb(n, mu, actions, into)
      expectNear(
        into,
        rows.map((row) => row.logProb),
      )
    })

    it('logProbGradient', () => {
      const into = new Float64Array(n * m)
      distribution.logProbGradient(n, mu, actions, into)
      expectNear(
        into,
        rows.flatMap((row) => row.logProbGrad),
      )
    })

    it('kl', () => {
      const into = new Float64Array(n)
      distribution.kl(n, mu, muNew, into)
      expectNear(
        into,
        rows.map((row) => row.kl),
      )
    })

    it('entropy', () => {
      const into = new Float64Array(n)
      distribution.entropy(n, mu, into)
      expectNear(
        into,
        rows.map((row) => row.entropy),
      )
    })

    it('fisher', () => {
      const into = new Float64Array(n * m)
      distribution.fisher(n, mu, v, into)
      expectNear(
        into,
        rows.flatMap((row) => row.fisher),
      )
    })
  },
)
