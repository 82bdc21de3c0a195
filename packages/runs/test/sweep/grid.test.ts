import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOf, runNames } from '../../src/index.ts'

test('a grid has every choice of a value for each axis, the last axis fastest', () => {
  expect(gridOf([])).toEqual([[]])
  expect(
    gridOf([
      { name: 'a', values: ['1', '3'] },
      { name: 'b', values: ['x', 'y'] },
    ]).map((point) => point.map((pair) => pair.join('=')).join(' ')),
  ).toEqual(['a=1 b=x', 'a=1 b=y', 'a=3 b=x', 'a=3 b=y'])
})

test('names say what they are made of', () => {
  expect(
    runNames([
      ['paper/swimmer', 'maxKl0.01', 'seed1'],
      ['hidden[32,32]', 'damping-1e-5'],
    ]),
  ).toEqual(['paper-swimmer-maxKl0.01-seed1', 'hidden-32-32-damping-1e-5'])
})

test('names of any words may stand in a path, and no two are alike, even where case does not count', () => {
  const words = fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'a/b', 'a-b', 'A', 'x'.repeat(300))), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
      const names = runNames(parts)
      expect(names).toHaveLength(parts.length)
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
      for (const name of names) {
        expect(name).toMatch(/^[A-Za-z0-9][\w.-]*$/)
        expect(name.length).toBeLessThan(140)
      }
    }),
  )
})
