import { added, type GroupPart, mergeMoments, momentsOf, type Pass, type Shard, shardsAsOne } from '@trpo/core'
import { type Batch, LANE_GROUPS } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const part = (group: number, ...values: number[]): GroupPart => ({ group, values: Float64Array.from(values) })
const pass: Pass<Batch, [], Float64Array> = { name: 'sum', over: () => new Float64Array(1), combine: added }

/** Runs the pass on shards that give these parts. */
const run = (shards: readonly (readonly GroupPart[])[]) =>
  shardsAsOne<Batch>(
    shards.map(
      (parts): Shard => ({ passes: [], identity: {}, collect: () => expect.fail(), run: () => parts, dispose() {} }),
    ),
  ).run(pass)

describe('a sum over shards', () => {
  // 1e16 + 1 - 1e16 is 0 in this order and 1 in another.
  const groups = Array.from({ length: LANE_GROUPS }, (_, group) => part(group, [1e16, 1, -1e16][group] ?? 0))

  it('is added in group order, however the groups are spread', async () => {
    const rest = groups.slice(3)
    const spreads = [
      [groups],
      [[groups[2]], [groups[0], groups[1], ...rest]],
      [rest, [groups[1]], [groups[2]], [groups[0]]],
    ]
    for (const spread of spreads) expect([...(await run(spread))]).toEqual([0])
  })

  it('has the bits that zeros in place of empty parts give', () => {
    const entry = fc.oneof(fc.constantFrom(0, -0, 1e16, -1e16), fc.double({ noNaN: true }))
    const parts = fc.array(fc.option(fc.tuple(entry, entry)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(parts, fc.tuple(entry, entry), (some, one) => {
        const all = [...some, one]
        const zeros = all.map((values) => Float64Array.from(values ?? [0, 0]))
        const expected = zeros.slice(1).reduce((sum, values) => sum.map((x, i) => x + values[i]), zeros[0])
        const found = added(all.map((values) => Float64Array.from(values ?? [])))
        for (const [i, value] of found.entries()) expect(value).toBe(expected[i])
        expect(found).toHaveLength(2)
      }),
    )
    expect(added([new Float64Array(0), new Float64Array(0)])).toHaveLength(0)
  })

  it('does not change its parts', async () => {
    await run([groups])
    expect([...groups[0].values]).toEqual([1e16])
  })

  it('refuses a group that two shards own, and one that none does', async () => {
    await expect(run([groups, [part(3, 1)]])).rejects.toThrow(/group 3 is owned by two shards/)
    await expect(run([groups.slice(0, 11)])).rejects.toThrow(/no shard owns lane group 11/)
    await expect(run([[]])).rejects.toThrow(/no shard owns lane group 0, 1, /)
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
