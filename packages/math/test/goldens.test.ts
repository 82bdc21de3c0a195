import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cos, exp, expm1, log, log1p, sin, tanh } from '../src/index.ts'
import { ulpsBetween } from './ulps.ts'

const goldens: { functions: Record<string, [number | string, number | string][]> } = JSON.parse(
  readFileSync(new URL('../goldens/elementary.json', import.meta.url), 'utf8'),
)
const functions: Record<string, (x: number) => number> = { cos, exp, expm1, log, log1p, sin, tanh }

describe.each(Object.entries(functions))('%s', (name, f) => {
  const rows = goldens.functions[name].map(([x, y]) => [Number(x), Number(y)])

  it('has goldens', () => {
    expect(rows.length).toBeGreaterThanOrEqual(250)
  })

  it('is at most 1 ulp from the correctly rounded value, and exact in special values', () => {
    const wrong = rows.filter(([x, y]) => {
      const special = x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)
      return special ? !Object.is(f(x), y) : !(ulpsBetween(f(x), y) <= 1)
    })
    expect(wrong.map(([x, y]) => ({ x, expected: y, actual: f(x) }))).toEqual([])
  })

  it('is correctly rounded in most cases', () => {
    const off = rows.filter(([x, y]) => !Object.is(f(x), y)).length
    expect(off / rows.length).toBeLessThan(0.1)
  })
})
