import fc from 'fast-check'
import { expect, test } from 'vitest'
import { configFields } from '../src/config/fields.ts'
import { nearest, suggestion } from '../src/nearest.ts'

const names = configFields.map((field) => field.path)

test.each([
  ['update.maxKL', 'update.maxKl'],
  ['updat.maxKl', 'update.maxKl'],
  ['maxKl', 'update.maxKl'],
  ['max_kl', 'update.maxKl'],
  ['lanes', 'sampler.lanes'],
  ['policy.discount', 'estimator.discount'],
  ['Iterations', 'iterations'],
])('%s means %s', (given, meant) => {
  expect(nearest(given, names)).toBe(meant)
})

test('nothing is near to nonsense', () => {
  expect(nearest('qqqqqq', names)).toBeUndefined()
  expect(suggestion('qqqqqq', ['ab', 'cd'])).toBe('; expected one of ab, cd')
  expect(suggestion('ab', [])).toBe('')
})

test('a name that exists is nearest to itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), (name) => {
      expect(nearest(name, names)).toBe(name)
    }),
  )
})
