import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addScaled,
  type ConjugateGradientState,
  conjugateGradient,
  conjugateGradientAsync,
  conjugateGradientResult,
  damped,
  denseMatrix,
  denseOperator,
  dot,
  initConjugateGradient,
  multiply,
  type SyncLinearOperator,
  solve,
  stepConjugateGradient,
} from '../src/index.ts'
import { distance, positiveDefiniteSystem, type System } from './systems.ts'

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

describe('the state machine is pure', () => {
  it('leaves b, earlier states and products unchanged, and repeats a step bit for bit', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, (system) => {
        const b = system.b.slice()
        const states: ConjugateGradientState[] = []
        const copies: ConjugateGradientState[] = []
        const products: Float64Array[] = []
        let state = initConjugateGradient(b, { maxIterations: 8 })
        while (state.status === 'running') {
          states.push(state)
          copies.push(structuredClone(state))
          products.push(multiply(system.a, state.direction))
          state = stepConjugateGradient(state, products[products.length - 1].slice())
        }
        expect(b).toEqual(system.b)
        expect(states).toEqual(copies)
        let again = states[0]
        for (const product of products) {
          const kept = product.slice()
          again = stepConjugateGradient(again, product)
          expect(product).toEqual(kept)
        }
        expect(again).toEqual(state)
      }),
    )
  })

  it('shares no memory between b, x, r and p, nor with the product', () => {
    const b = Float64Array.of(1, 2, 3)
    const first = initConjugateGradient(b)
    const product = Float64Array.of(2, 3, 9)
    const second = stepConjugateGradient(first, product)
    for (const state of [first, second]) {
      const buffers = [b, product, state.value, state.residual, state.direction, state.rightHandSide].map(
        (v) => v.buffer,
      )
      expect(new Set(buffers).size).toBe(buffers.length)
    }
    b.fill(Number.NaN)
    product.fill(Number.NaN)
    expect([...first.direction, ...second.direction, ...second.residual].every(Number.isFinite)).toBe(true)
  })

  it('survives the identity that hands its argument back', () => {
    const identity: SyncLinearOperator = { size: 2, apply: (v) => v }
    const { value, status, stats } = conjugateGradient(identity, Float64Array.of(3, -4))
    expect([...value, status, stats.iterations, stats.quadraticForm]).toEqual([3, -4, 'converged', 1, 25])
  })
})

describe('outcomes are statuses', () => {
  const indefinite = denseOperator(denseMatrix(2, 2, Float64Array.of(1, 0, 0, -0.5)))
  const brokenAt = (broken: number): SyncLinearOperator => {
    let calls = 0
    return { size: 2, apply: (v) => Float64Array.of(v[0], ++calls === broken ? Number.NaN : 3 * v[1]) }
  }
  const cases: ReadonlyArray<
    readonly [string, SyncLinearOperator, number[], object, string, iterations: number, products: number, number[]]
  > = [
    ['converges in one step', indefinite, [1, 0], {}, 'converged', 1, 1, [1, 0]],
    ['stops at the limit', brokenAt(0), [1, 1], { maxIterations: 1 }, 'iterationLimit', 1, 1, [0.5, 0.5]],
    ['stops at a loose tolerance', brokenAt(0), [1, 1], { tolerance: 0.6 }, 'converged', 1, 1, [0.5, 0.5]],
    ['meets negative curvature at once', indefinite, [0, 1], {}, 'negativeCurvature', 0, 1, [0, 0]],
    ['meets it later: the iterate', indefinite, [1, 1], {}, 'negativeCurvature', 1, 2, [4, 4]],
    [
      'meets it later: zero if asked',
      indefinite,
      [1, 1],
      { onNegativeCurvature: 'returnZero' },
      'negativeCurvature',
      1,
      2,
      [0, 0],
    ],
    ['calls zero curvature flat', { size: 1, apply: () => new Float64Array(1) }, [1], {}, 'flat', 0, 1, [0]],
    ['gets NaN at once', brokenAt(1), [1, 1], {}, 'notFinite', 0, 1, [0, 0]],
    ['gets NaN later', brokenAt(2), [1, 1], {}, 'notFinite', 1, 2, [0.5, 0.5]],
    ['gets an infinite product', { size: 1, apply: () => Float64Array.of(Infinity) }, [1], {}, 'notFinite', 0, 1, [0]],
    ['overflows in x', { size: 1, apply: () => Float64Array.of(1e-320) }, [1], {}, 'flat', 0, 1, [0]],
    ['is given NaN', indefinite, [1, Number.NaN], {}, 'notFinite', 0, 0, [0, 0]],
    ['is given infinity', indefinite, [1, -Infinity], {}, 'notFinite', 0, 0, [0, 0]],
    ['is given zero', indefinite, [0, -0], {}, 'zeroRightHandSide', 0, 0, [0, 0]],
  ]

  it.each(cases)('%s', (_, operator, b, options, status, iterations, products, value) => {
    const result = conjugateGradient(operator, Float64Array.from(b), options)
    expect(result.status).toBe(status)
    expect([result.stats.iterations, result.stats.products]).toEqual([iterations, products])
    expect([...result.value]).toEqual(value)
    expect(Number.isFinite(result.stats.quadraticForm)).toBe(true)
    if (value.every((x) => x === 0)) expect(result.stats.residual).toEqual(Float64Array.from(b))
  })

  it('keeps the iterate with the least residual where b is not in the range of a singular matrix', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), ({ a, b }, seen) => {
        // A with one more dimension that it hardly sees, and a b that lies in it too.
        const n = b.length + 1
        const apply = (v: Float64Array) => {
          const product = new Float64Array(n)
          product.set(denseOperator(a).apply(v.slice(0, n - 1)))
          product[n - 1] = seen * seen * v[n - 1]
          return product
        }
        const right = Float64Array.of(...b, 1)
        let state = initConjugateGradient(right, { maxIterations: 6, tolerance: 0, flatness: 0 })
        const residuals: number[] = []
        while (state.status === 'running') {
          state = stepConjugateGradient(state, apply(state.direction))
          if (state.iterations > residuals.length) residuals.push(Math.sqrt(state.residualSquared))
        }
        const { value, stats } = conjugateGradientResult(state)
        const last = residuals[residuals.length - 1]
        const start = Math.hypot(...right)
        const expected = last > start ? Math.min(...residuals) : last
        expect(stats.residualNorm).toBe(expected)
        expect(residuals[stats.iterations - 1]).toBe(expected)
        const true_ = apply(value).map((product, i) => right[i] - product)
        expect(distance(true_, stats.residual)).toBeLessThan(1e-6 * (1 + Math.hypot(...value)))
      }),
    )
  })

  it('stops where rounding alone decides: the curvature of a direction is nothing beside the largest', () => {
    const operator = { size: 2, apply: (v: Float64Array) => Float64Array.of(v[0], 1e-12 * v[1]) }
    const { status, value, stats } = conjugateGradient(operator, Float64Array.of(1, 1), { tolerance: 0 })
    expect(status).toBe('flat')
    expect([stats.iterations, stats.products]).toEqual([1, 2])
    expect(value.every(Number.isFinite)).toBe(true)
    expect(conjugateGradient(operator, Float64Array.of(1, 1), { tolerance: 0, flatness: 0 }).status).not.toBe('flat')
  })

  it('finds an indefinite matrix whatever its size', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, ({ a, b }) => {
        const { status } = conjugateGradient(damped(denseOperator(a), -100), b)
        expect(status).toBe('negativeCurvature')
      }),
    )
  })
})

describe('misuse throws', () => {
  const operator = denseOperator(denseMatrix(2, 2, Float64Array.of(2, 0, 0, 1)))
  const b = Float64Array.of(1, 1)
  const promising = { size: 2, apply: (v: Float64Array) => Promise.resolve(v) } as unknown as SyncLinearOperator

  it.each([
    ['b of another size', () => conjugateGradient(operator, new Float64Array(3)), /b has length 3.*size 2/],
    ['maxIterations 0', () => conjugateGradient(operator, b, { maxIterations: 0 }), /maxIterations is 0/],
    [
      'a fractional maxIterations',
      () => conjugateGradient(operator, b, { maxIterations: 1.5 }),
      /maxIterations is 1.5/,
    ],
    ['a negative tolerance', () => conjugateGradient(operator, b, { tolerance: -1 }), /tolerance is -1/],
    ['a negative flatness', () => conjugateGradient(operator, b, { flatness: -1 }), /flatness is -1/],
    ['a NaN tolerance', () => conjugateGradient(operator, b, { tolerance: Number.NaN }), /tolerance is NaN/],
    ['a promise', () => conjugateGradient(promising, b), /use conjugateGradientAsync/],
    [
      'a short product',
      () => stepConjugateGradient(initConjugateGradient(b), new Float64Array(1)),
      /length 1.*length 2/,
    ],
    [
      'a step after the end',
      () => stepConjugateGradient(initConjugateGradient(new Float64Array(2)), b),
      /has ended \(zeroRightHandSide\)/,
    ],
    ['a result before the end', () => conjugateGradientResult(initConjugateGradient(b)), /still running/],
  ])('%s', (_, misuse, message) => {
    expect(misuse).toThrow(message)
  })
})
