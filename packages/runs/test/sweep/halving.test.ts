import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestOf, halvingRounds } from '../../src/index.ts'

test.each([
  [27, 100, 3, '27x4 9x12 3x34 1x100'],
  [8, 8, 2, '8x1 4x2 2x4 1x8'],
  [10, 90, 3, '10x10 3x30 1x90'],
  [100, 4, 2, '100x1 50x2 25x4'],
  [1, 50, 3, '1x50'],
  [5, 1, 2, '5x1'],
])('%i candidates for %i iterations by a factor of %i: %s', (candidates, iterations, factor, expected) => {
  const rounds = halvingRounds({ candidates, iterations, factor })
  expect(rounds.map((round) => `${round.candidates}x${round.iterations}`).join(' ')).toBe(expected)
})

test('every round has fewer candidates for more iterations, and the last has all of them', () => {
  const plan = fc.record({
    candidates: fc.integer({ min: 1, max: 500 }),
    iterations: fc.integer({ min: 1, max: 5000 }),
    factor: fc.integer({ min: 2, max: 5 }),
  })
  fc.assert(
    fc.property(plan, (given) => {
      const rounds = halvingRounds(given)
      expect(rounds[0].candidates).toBe(given.candidates)
      expect(rounds.at(-1)?.iterations).toBe(given.iterations)
      for (const [index, round] of rounds.slice(1).entries()) {
        const before = rounds[index]
        expect(round.candidates).toBe(Math.floor(before.candidates / given.factor))
        expect(round.candidates).toBeGreaterThanOrEqual(1)
        expect(before.iterations).toBe(Math.ceil(round.iterations / given.factor))
        expect(before.iterations).toBeLessThan(round.iterations)
      }
    }),
  )
})

test('the best come first, of equal ones the earlier, and what has no score never', () => {
  expect(bestOf([3, null, 7, 7, -1], 3)).toEqual([2, 3, 0])
  expect(bestOf([3, null, 7, 7, -1], 9)).toEqual([2, 3, 0, 4])
  expect(bestOf([null], 1)).toEqual([])
})
