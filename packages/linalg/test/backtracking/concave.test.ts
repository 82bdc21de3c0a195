import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BacktrackingState,
  backtrackingLineSearch,
  backtrackingLineSearchAsync,
  initBacktracking,
  stepBacktracking,
} from '../../src/index.ts'

const options = { startValue: 0, bound: 1, ratio: 0.5, maxBacktracks: 2 }

/** L and KL like those of a policy: a concave gain and a quadratic constraint, each with its own sharpness. */
const ray = fc.record({
  slope: fc.integer({ min: 1, max: 100 }),
  bend: fc.integer({ min: 0, max: 400 }),
  curvature: fc.integer({ min: 0, max: 400 }),
})

describe('on concave f and a quadratic constraint', () => {
  const evaluateOn = (shape: { slope: number; bend: number; curvature: number }) => (s: number) => ({
    value: shape.slope * s - shape.bend * s * s,
    constraint: shape.curvature * s * s,
  })

  it('accepts the first scale of the sequence that is acceptable, and only an acceptable one', () => {
    fc.assert(
      fc.property(ray, fc.integer({ min: 0, max: 6 }), (shape, maxBacktracks) => {
        const evaluate = evaluateOn(shape)
        const { value, status } = backtrackingLineSearch(evaluate, { ...options, maxBacktracks })
        const scales = Array.from({ length: maxBacktracks + 1 }, (_, i) => 0.5 ** i)
        const expected = scales.find((s) => evaluate(s).value > 0 && evaluate(s).constraint <= 1)
        expect(value).toBe(expected ?? 0)
        expect(status === 'accepted').toBe(expected !== undefined)
      }),
    )
  })

  it('gives the asynchronous driver the same result', async () => {
    await fc.assert(
      fc.asyncProperty(ray, async (shape) => {
        const evaluate = evaluateOn(shape)
        const expected = backtrackingLineSearch(evaluate, options)
        expect(await backtrackingLineSearchAsync(async (s) => evaluate(s), options)).toEqual(expected)
        expect(await backtrackingLineSearchAsync(evaluate, options)).toEqual(expected)
      }),
    )
  })

  it('leaves earlier states usable', () => {
    fc.assert(
      fc.property(ray, (shape) => {
        const evaluate = evaluateOn(shape)
        const states: BacktrackingState[] = []
        const copies: BacktrackingState[] = []
        let state = initBacktracking(options)
        while (state.status === 'running') {
          states.push(state)
          copies.push(structuredClone(state))
          state = stepBacktracking(state, evaluate(state.scale))
        }
        expect(states).toEqual(copies)
        expect(states.reduce((_, earlier) => stepBacktracking(earlier, evaluate(earlier.scale)), states[0])).toEqual(
          state,
        )
      }),
    )
  })
})
