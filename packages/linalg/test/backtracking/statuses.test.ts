import { describe, expect, it } from 'vitest'
import { backtrackingLineSearch, type TrialEvaluation } from '../../src/index.ts'

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
