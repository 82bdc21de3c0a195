import { inGroupOrder, mergeMoments, momentsOf, sumGroups } from '@trpo/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const part = (group: number, ...values: number[]) => ({ group, values: Float64Array.from(values) })

describe('sumGroups', () => {
  it('adds in group order, however the groups are spread', () => {
    // 1e16 + 1 - 1e16 is 0 in this order and 1 in another.
    const groups = [part(0, 1e16), part(1, 1), part(2, -1e16)]
    const spreads = [[groups], [[groups[2]], [groups[0], groups[1]]], [[groups[1]], [groups[2]], [groups[0]]]]
    for (const spread of spreads) expect([...sumGroups(spread)]).toEqual([0])
  })

  it('does not change its parts', () => {
    const first = part(0, 1)
    sumGroups([[first, part(1, 2)]])
    expect([...first.values]).toEqual([1])
  })

  it('refuses a group that two shards own, and no group at all', () => {
    expect(() => sumGroups([[part(3, 1)], [part(3, 1)]])).toThrow(/group 3 is owned by two shards/)
    expect(() => inGroupOrder([[], []])).toThrow(/no lane group/)
  })
})

describe('moments', () => {
  const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 20 })

  it('merge to those of the whole', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const of = (list: number[]) => momentsOf(Float64Array.from(list), 0, list.length)
        const merged = mergeMoments(of(a), of(b))
        const whole = of([...a, ...b])
        expect(merged.count).toBe(whole.count)
        expect(merged.mean).toBeCloseTo(whole.mean, 8)
        expect(merged.m2).toBeCloseTo(whole.m2, 4)
      }),
    )
  })

  it('keep their digits far from zero', () => {
    const values = Float64Array.of(1e9, 1e9 + 1, 1e9 + 2)
    expect(momentsOf(values, 0, 3)).toEqual({ count: 3, mean: 1e9 + 1, m2: 2 })
  })
})
