import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ConjugateGradientState,
  conjugateGradient,
  initConjugateGradient,
  multiply,
  type SyncLinearOperator,
  stepConjugateGradient,
} from '../../src/index.ts'
import { positiveDefiniteSystem } from '../systems.ts'

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
