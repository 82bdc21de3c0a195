import { expect, test } from 'vitest'
import { inStretches } from '../../src/compare/stretches.ts'

const curveOf = (...returns: (number | null)[]) => ({
  ...{ task: 'hop', label: 'a', seed: 1, source: 'made up', points: [] },
  returns: returns.map((meanReturn, i) => ({ x: 10 * (i + 1), meanReturn })),
})
const stretched = (length: number, ...returns: (number | null)[]) =>
  inStretches([curveOf(...returns)], length)[0].returns

test('a point is the mean of the iterations that have a return, where the last of them ends', () => {
  expect(stretched(2, 1, 3, null, 5, null, null, 7)).toEqual([
    { x: 20, meanReturn: 2 },
    { x: 40, meanReturn: 5 },
    { x: 60, meanReturn: null },
    { x: 70, meanReturn: 7 },
  ])
})

test('of one iteration each they are what they were', () => {
  expect(stretched(1, 1, null, 3)).toEqual(curveOf(1, null, 3).returns)
  expect(stretched(5)).toEqual([])
})
