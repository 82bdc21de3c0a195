import { describe, expect, it } from 'vitest'
import { backtrackingLineSearch, backtrackingResult, initBacktracking, stepBacktracking } from '../../src/index.ts'

const options = { startValue: 0, bound: 1, ratio: 0.5, maxBacktracks: 2 }

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
