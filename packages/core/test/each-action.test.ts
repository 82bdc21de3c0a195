import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repeated, sumOverActions } from '../src/objective/each-action.ts'

const sizes = fc.record({
  rows: fc.integer({ min: 0, max: 5 }),
  actionsPerState: fc.integer({ min: 1, max: 4 }),
  parameterSize: fc.integer({ min: 1, max: 3 }),
})
const numbers = (length: number) => Float64Array.from({ length }, (_, i) => i + 1)

describe('several actions in each state', () => {
  it.each([Float64Array, Float32Array])('have the row of their state, in its precision: %o', (Numbers) => {
    fc.assert(
      fc.property(sizes, ({ rows, ...batch }) => {
        const { actionsPerState: k, parameterSize: m } = batch
        const values = Numbers.from(numbers(rows * m))
        const all = repeated(values, rows, batch)
        expect(all).toBeInstanceOf(Numbers)
        expect([...all]).toEqual(
          Array.from({ length: rows * k * m }, (_, at) => values[Math.floor(at / (k * m)) * m + (at % m)]),
        )
      }),
    )
  })

  it('are added up to the row of their state', () => {
    fc.assert(
      fc.property(sizes, ({ rows, actionsPerState: k, parameterSize: m }) => {
        const values = numbers(rows * k * m)
        const before = values.slice()
        sumOverActions(values, rows, k, m)
        for (let row = 0; row < rows; row++)
          for (let i = 0; i < m; i++) {
            let sum = 0
            for (let action = 0; action < k; action++) sum += before[(row * k + action) * m + i]
            expect(values[row * m + i]).toBe(sum)
          }
      }),
    )
  })
})
