import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addScaled,
  type ConjugateGradientState,
  conjugateGradient,
  conjugateGradientAsync,
  damped,
  denseMatrix,
  denseOperator,
  dot,
  initConjugateGradient,
  multiply,
  type SyncLinearOperator,
  solve,
  stepConjugateGradient,
} from '../../src/index.ts'
import { distance, positiveDefiniteSystem, type System } from '../systems.ts'

/** Every state, from the first to the one that has ended. */
function statesOf({ a, b }: System, maxIterations: number, tolerance = 1e-10): ConjugateGradientState[] {
  const states = [initConjugateGradient(b, { maxIterations, tolerance })]
  for (let last = states[0]; last.status === 'running'; states.push(last)) {
    last = stepConjugateGradient(last, multiply(a, last.direction))
  }
  return states
}

function counted(operator: SyncLinearOperator): { operator: SyncLinearOperator; calls: () => number } {
  let calls = 0
  return {
    operator: {
      size: operator.size,
      apply(v) {
        calls++
        return operator.apply(v)
      },
    },
    calls: () => calls,
  }
}

function energyError({ a }: System, exact: Float64Array, x: Float64Array): number {
  const error = addScaled(exact, -1, x)
  return dot(error, multiply(a, error))
}

function exactSolution({ a, b }: System): Float64Array {
  const solution = solve(a, b)
  if (solution.status !== 'solved') throw new Error('the test system is singular')
  return solution.value
}

describe('conjugate gradient on positive definite systems', () => {
  it('reaches the dense solution within n iterations', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, (system) => {
        const { a, b } = system
        const result = conjugateGradient(denseOperator(a), b, { maxIterations: a.rows })
        expect(distance(result.value, exactSolution(system))).toBeLessThan(1e-8)
      }),
    )
  })

  it('solves the damped system', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, fc.constantFrom(0, 1e-3, 0.1, 3), (system, damping) => {
        const { a, b } = system
        const shifted = denseMatrix(a.rows, a.columns, a.data.slice())
        for (let i = 0; i < a.rows; i++) shifted.data[i * a.columns + i] += damping
        const result = conjugateGradient(damped(denseOperator(a), damping), b, { maxIterations: a.rows })
        expect(distance(result.value, exactSolution({ a: shifted, b }))).toBeLessThan(1e-8)
      }),
    )
  })

  it('has residuals that are mutually orthogonal and directions that are conjugate', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, (system) => {
        // Rounding errors are relative to b, not to the residuals, which are at least 1e-4 of it here.
        const running = statesOf(system, system.a.rows, 1e-4).filter((state) => state.status === 'running')
        const bound = 1e-9 * dot(system.b, system.b)
        for (const [i, left] of running.entries()) {
          for (const right of running.slice(i + 1)) {
            expect(Math.abs(dot(left.residual, right.residual))).toBeLessThan(bound)
            expect(Math.abs(dot(left.direction, multiply(system.a, right.direction)))).toBeLessThan(bound)
          }
        }
      }),
    )
  })

  it('decreases the energy norm of the error at every step', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, (system) => {
        const exact = exactSolution(system)
        const errors = statesOf(system, 8, 1e-5).map((state) => energyError(system, exact, state.value))
        for (let i = 1; i < errors.length; i++) expect(errors[i]).toBeLessThan(errors[i - 1])
      }),
    )
  })

  it('keeps the recurrence residual equal to b - A x', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, (system) => {
        for (const state of statesOf(system, 8)) {
          const actual = addScaled(system.b, -1, multiply(system.a, state.value))
          expect(distance(state.residual, actual)).toBeLessThan(1e-12)
        }
      }),
    )
  })

  it('gives the quadratic form of the last iterate without another product', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, fc.integer({ min: 1, max: 8 }), ({ a, b }, maxIterations) => {
        const { value, stats } = conjugateGradient(denseOperator(a), b, { maxIterations })
        expect(stats.quadraticForm).toBeCloseTo(dot(value, multiply(a, value)), 10)
        expect(stats.quadraticForm).toBeGreaterThan(0)
      }),
    )
  })

  it('takes one product an iteration, and never more than maxIterations', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, fc.integer({ min: 1, max: 10 }), ({ a, b }, maxIterations) => {
        const { operator, calls } = counted(denseOperator(a))
        const { status, stats } = conjugateGradient(operator, b, { maxIterations, tolerance: 0 })
        expect(calls()).toBe(stats.products)
        expect(stats.products).toBeLessThanOrEqual(maxIterations)
        if (status === 'iterationLimit') expect(stats.products).toBe(maxIterations)
        if (status === 'iterationLimit' || status === 'converged') expect(stats.iterations).toBe(stats.products)
      }),
    )
  })

  it('gives the asynchronous driver the same bits', async () => {
    await fc.assert(
      fc.asyncProperty(positiveDefiniteSystem, fc.integer({ min: 1, max: 10 }), async ({ a, b }, maxIterations) => {
        const operator = denseOperator(a)
        const promising = { size: operator.size, apply: (v: Float64Array) => Promise.resolve(operator.apply(v)) }
        const expected = conjugateGradient(operator, b, { maxIterations })
        expect(await conjugateGradientAsync(promising, b, { maxIterations })).toEqual(expected)
        expect(await conjugateGradientAsync(operator, b, { maxIterations })).toEqual(expected)
      }),
    )
  })

  it('is not disturbed by an operator that reuses its output buffer', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, ({ a, b }) => {
        const buffer = new Float64Array(a.rows)
        const reusing = {
          size: a.rows,
          apply(v: Float64Array) {
            buffer.set(multiply(a, v))
            return buffer
          },
        }
        expect(conjugateGradient(reusing, b)).toEqual(conjugateGradient(denseOperator(a), b))
      }),
    )
  })
})
