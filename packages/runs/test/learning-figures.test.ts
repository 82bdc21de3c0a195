import { describe, expect, test } from 'vitest'
import { curvePoints, learningFigures, sampleSpread } from '../src/figures/learning-figures.ts'
import { emptyRecord, record, size } from './records.ts'

const points = (returns: readonly (number | null)[]) =>
  returns.map((meanReturn, i) => ({ steps: 100 * (i + 1), meanReturn, accepted: i > 0, partOfBound: 0.1 * (i + 1) }))

describe('the figures', () => {
  test('are the first and last five iterations, the best, the accepted part and the median of KL / delta', () => {
    expect(learningFigures(points([9, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1]))).toEqual({
      iterations: 11,
      steps: 1100,
      firstCount: 5,
      lastCount: 5,
      firstReturn: 3.8,
      lastReturn: 4.4,
      bestReturn: 9,
      medianPartOfBound: 0.1 * 6,
      acceptedFraction: 10 / 11,
    })
  })

  test('look at the last five iterations, not at the last five returns', () => {
    expect(learningFigures(points([100, 100, 2, 3, null, 7, null])).lastReturn).toBe(4)
    expect(learningFigures(points([100, null, null, null, null, null])).lastReturn).toBeNull()
  })

  test('have the KL of refused steps in the median, and all iterations in the accepted part', () => {
    const refused = { steps: 1, meanReturn: 1, accepted: false, partOfBound: 3 }
    const known = { ...refused, accepted: true, partOfBound: 1 }
    expect(learningFigures([known, refused])).toMatchObject({ medianPartOfBound: 2, acceptedFraction: 0.5 })
    const none = { ...refused, partOfBound: null }
    expect(learningFigures([known, refused, none, none])).toMatchObject({
      medianPartOfBound: 2,
      acceptedFraction: 0.25,
    })
  })

  test('of fewer iterations look at half of them first and at all of them last', () => {
    expect(learningFigures(points([1, 2, 6]))).toMatchObject({
      firstCount: 1,
      firstReturn: 1,
      lastCount: 3,
      lastReturn: 3,
    })
  })

  test('are null where nothing is known', () => {
    const unknown = { firstReturn: null, lastReturn: null, bestReturn: null, medianPartOfBound: null }
    expect(learningFigures([])).toMatchObject({ ...unknown, iterations: 0, acceptedFraction: null })
    expect(learningFigures(curvePoints([emptyRecord(1)], size))).toMatchObject({ ...unknown, acceptedFraction: 0 })
  })

  test('of records take KL in units of delta', () => {
    expect(curvePoints([record(2)], size)).toEqual([{ steps: 2000, meanReturn: 20, accepted: true, partOfBound: 0.8 }])
  })
})

test('the spread over seeds is that of a sample', () => {
  expect(sampleSpread([1, 3])).toEqual({ mean: 2, std: Math.SQRT2 })
  expect(sampleSpread([5])).toEqual({ mean: 5, std: 0 })
  expect(sampleSpread([])).toBeNull()
})
