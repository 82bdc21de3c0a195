import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BacktrackingState,
  backtrackingLineSearch,
  backtrackingLineSearchAsync,
  backtrackingResult,
  initBacktracking,
  scaleByConstraint,
  stepBacktracking,
  type TrialEvaluation,
} from '../src/index.ts'

/** Plays back [value, constraint] pairs, and fails on one trial too many. */
function script(trials: ReadonlyArray<readonly [number, number]>): (scale: number) => TrialEvaluation {
  let next = 0
  return () => {
    if (next === trials.length) throw new Error('one trial more than the script has')
    const [value, constraint] = trials[next++]
    return { value, constraint }
  }
}

const options = { startValue: 0, bound: 1, ratio: 0.5, maxBacktracks: 2 }

describe('statuses', () => {
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<readonly [number, number]>, string, value: number]> = [
    ['the full step will do', [[1, 0.5]], 'accepted', 1],
    ['the constraint may be met exactly', [[1, 1]], 'accepted', 1],
    [
      'the second trial',
      [
        [1, 2],
        [0.5, 0.9],
      ],
      'accepted',
      0.5,
    ],
    [
      'the last trial',
      [
        [1, 3],
        [1, 2],
        [1, 1],
      ],
      'accepted',
      0.25,
    ],
    [
      'after a trial that is not finite',
      [
        [NaN, 0.1],
        [1, 0.1],
      ],
      'accepted',
      0.5,
    ],
    [
      'after an infinite value',
      [
        [Infinity, 0.1],
        [1, 0.1],
      ],
      'accepted',
      0.5,
    ],
    [
      'after an infinite constraint',
      [
        [1, -Infinity],
        [1, 0.1],
      ],
      'accepted',
      0.5,
    ],
    [
      'never better',
      [
        [-1, 0.1],
        [-0.5, 0.1],
        [-0.2, 0.1],
      ],
      'noImprovement',
      0,
    ],
    [
      'equal is not better',
      [
        [0, 0.1],
        [0, 0.1],
        [0, 0.1],
      ],
      'noImprovement',
      0,
    ],
    [
      'better only where it is not allowed',
      [
        [1, 3],
        [1, 2],
        [-1, 0.5],
      ],
      'noImprovement',
      0,
    ],
    [
      'never within the bound',
      [
        [1, 4],
        [1, 3],
        [1, 2],
      ],
      'constraintExceeded',
      0,
    ],
    [
      'neither',
      [
        [-1, 4],
        [-1, 3],
        [-1, 2],
      ],
      'constraintExceeded',
      0,
    ],
    [
      'within the bound only where not finite',
      [
        [NaN, 0.1],
        [1, 3],
        [1, 2],
      ],
      'constraintExceeded',
      0,
    ],
    [
      'not finite, then no improvement',
      [
        [1, NaN],
        [NaN, 0],
        [-1, 0.5],
      ],
      'noImprovement',
      0,
    ],
    [
      'never finite',
      [
        [NaN, 0.1],
        [1, Infinity],
        [-Infinity, NaN],
      ],
      'notFinite',
      0,
    ],
  ]

  it.each(cases)('%s', (_, trials, status, value) => {
    const result = backtrackingLineSearch(script(trials), options)
    expect(result.status).toBe(status)
    expect(result.value).toBe(value)
    expect(result.stats.evaluations).toBe(trials.length)
    expect(result.stats.backtracks).toBe(trials.length - 1)
    expect(result.stats.trials).toEqual(
      trials.map(([trialValue, constraint], i) => ({ scale: 0.5 ** i, value: trialValue, constraint })),
    )
    expect(result.stats.last).toEqual(result.stats.trials.at(-1))
  })

  it.each([Number.NaN, Infinity, -Infinity])('makes no trial from a start value of %s', (startValue) => {
    const result = backtrackingLineSearch(script([]), { ...options, startValue })
    expect(result).toEqual({
      value: 0,
      status: 'notFinite',
      stats: { evaluations: 0, backtracks: 0, last: undefined, trials: [] },
    })
  })

  it('knows no constraint with an infinite bound, and no second trial with maxBacktracks 0', () => {
    expect(backtrackingLineSearch(script([[1, 1e300]]), { ...options, bound: Infinity }).value).toBe(1)
    expect(backtrackingLineSearch(script([[1, 2]]), { ...options, maxBacktracks: 0 }).status).toBe('constraintExceeded')
  })

  it('shrinks by 0.8 at most 10 times unless told otherwise', () => {
    const { stats } = backtrackingLineSearch(() => ({ value: 1, constraint: 2 }), { startValue: 0, bound: 1 })
    expect(stats.evaluations).toBe(11)
    expect(stats.last?.scale).toBeCloseTo(0.8 ** 10, 15)
  })
})

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

describe('scaled by the constraint', () => {
  const factor = fc.double({ min: 0.05, max: 0.95, noNaN: true })

  it('meets a quadratic constraint with the second trial, as near the bound as the safety says', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.2, max: 1e6, noNaN: true }), factor, (curvature, safety) => {
        const evaluate = (s: number) => ({ value: s, constraint: curvature * s * s })
        const { status, stats } = backtrackingLineSearch(evaluate, options, scaleByConstraint({ safety, most: 0.999 }))
        expect(status).toBe('accepted')
        expect(stats.evaluations).toBe(2)
        expect(stats.last?.constraint).toBeCloseTo(safety * safety, 9)
      }),
    )
  })

  it('stays between the least and the most after a trial that exceeded the bound, and takes the other multiple elsewhere', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ noNaN: true }),
        factor,
        factor,
        (scale, constraint, most, otherwise) => {
          const least = most / 2
          const next = scaleByConstraint({ least, most, otherwise })({ scale, value: -1, constraint }, 1) / scale
          if (constraint > 1 && constraint < Infinity) {
            expect(next).toBeGreaterThanOrEqual(least * (1 - 1e-12))
            expect(next).toBeLessThanOrEqual(most * (1 + 1e-12))
          } else expect(next).toBeCloseTo(otherwise, 12)
        },
      ),
    )
  })

  it.each([
    [{ safety: 0 }, /safety is 0/],
    [{ safety: 1.01 }, /safety is 1.01/],
    [{ most: 1 }, /most is 1/],
    [{ least: 0.95 }, /least is 0.95, expected a number of at least 0 and below 0.95/],
    [{ otherwise: Number.NaN }, /otherwise is NaN/],
  ])('%o is refused', (given, message) => {
    expect(() => scaleByConstraint(given)).toThrow(message)
  })
})

describe('misuse throws', () => {
  const evaluate = () => ({ value: 1, constraint: 0 })
  const ended = stepBacktracking(initBacktracking(options), { value: 1, constraint: 0 })

  it.each([
    ['ratio 0', () => backtrackingLineSearch(evaluate, { ...options, ratio: 0 }), /ratio is 0/],
    ['ratio 1', () => backtrackingLineSearch(evaluate, { ...options, ratio: 1 }), /ratio is 1/],
    ['ratio NaN', () => backtrackingLineSearch(evaluate, { ...options, ratio: Number.NaN }), /ratio is NaN/],
    ['a NaN bound', () => backtrackingLineSearch(evaluate, { ...options, bound: Number.NaN }), /bound is NaN/],
    [
      'maxBacktracks -1',
      () => backtrackingLineSearch(evaluate, { ...options, maxBacktracks: -1 }),
      /maxBacktracks is -1/,
    ],
    [
      'a rule that does not shrink',
      () =>
        backtrackingLineSearch(
          () => ({ value: -1, constraint: 0 }),
          { ...options, startValue: 0 },
          ({ scale }) => scale,
        ),
      /next scale is 1, expected a number above 0 and below 1/,
    ],
    ['a step after the end', () => stepBacktracking(ended, evaluate()), /has ended \(accepted\)/],
    ['a result before the end', () => backtrackingResult(initBacktracking(options)), /still running after 0 trials/],
  ])('%s', (_, misuse, message) => {
    expect(misuse).toThrow(message)
  })
})
