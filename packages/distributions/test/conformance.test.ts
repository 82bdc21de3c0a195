import { describe, expect, it } from 'vitest'
import { distributionConformance } from '../src/conformance.ts'
import { categorical, type Distribution, diagonalGaussian, factoredCategorical } from '../src/index.ts'

const distributions: readonly Distribution[] = [
  diagonalGaussian(1),
  diagonalGaussian(3),
  categorical(1),
  categorical(2),
  categorical(6),
  factoredCategorical([3, 3, 2]),
  factoredCategorical([2, 1, 3]),
]

describe.each(distributions.map((d) => [JSON.stringify(d.description), d] as const))('%s', (_, distribution) => {
  for (const { name, run } of distributionConformance(distribution)) it(name, run)
})

describe.each(['a', 'b'])('other points and seeds, %s', (which) => {
  const gaussian = { points: [[5, -1, -1.5, 1]], seed: which === 'a' ? 2 : 3 }
  for (const { name, run } of distributionConformance(diagonalGaussian(2), gaussian)) it(`gaussian: ${name}`, run)
  const softmax = { points: [[3, 0, 1, -1]], neighbourDistance: 0.5, seed: which === 'a' ? 2 : 3 }
  for (const { name, run } of distributionConformance(categorical(4), softmax)) it(`categorical: ${name}`, run)
})

describe('options that do not fit throw', () => {
  it('and so do more actions than can be summed over', () => {
    expect(() => distributionConformance(factoredCategorical([100, 100, 100]))).toThrow('1000000 actions are too many')
  })

  it.each([
    [{ samples: 10 }, /samples is 10/],
    [{ points: [] }, /length none, expected at least one of length 4/],
    [{ points: [[1, 2]] }, /length 2, expected at least one of length 4/],
  ])('%j', (options, message) => {
    expect(() => distributionConformance(categorical(4), options)).toThrow(message)
  })
})
