import { workerShards } from '@trpo/core/workers'
import { LANE_GROUPS, lanesOfGroups } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from './channel.ts'
import { shardThat } from './worker-run.ts'

describe('lane groups over workers', () => {
  const rangesOf = (workers: number, lanes: number) => {
    const { spawn } = channelSpawn(() => shardThat(() => expect.fail()))
    const shards = workerShards({ config: null, lanes, workers, spawn })
    for (const shard of shards) void shard.dispose()
    return shards.map(({ groups }) => groups)
  }

  it.each([
    [1, 50, ['0-12']],
    [2, 50, ['0-6', '6-12']],
    [5, 50, ['0-2', '2-4', '4-7', '7-9', '9-12']],
    [64, 12, Array.from({ length: 12 }, (_, group) => `${group}-${group + 1}`)],
    [3, 2, ['0-11', '11-12']],
    [4, 1, ['0-12']],
  ])('%i workers, %i lanes', (workers, lanes, expected) => {
    expect(rangesOf(workers, lanes).map(({ first, last }) => `${first}-${last}`)).toEqual(expected)
  })

  it('are all owned, in order, by workers that all have lanes, whose counts of groups with lanes differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }), (workers, lanes) => {
        const ranges = rangesOf(workers, lanes)
        expect(ranges.length).toBe(Math.min(workers, lanes, LANE_GROUPS))
        expect(ranges.map(({ first }) => first)).toEqual([0, ...ranges.slice(0, -1).map(({ last }) => last)])
        expect(ranges.at(-1)?.last).toBe(LANE_GROUPS)
        const inhabited = ranges.map(
          ({ first, last }) =>
            Array.from({ length: last - first }, (_, i) =>
              lanesOfGroups({ first: first + i, last: first + i + 1 }, lanes),
            ).filter((range) => range.last > range.first).length,
        )
        expect(Math.min(...inhabited)).toBeGreaterThan(0)
        expect(Math.max(...inhabited) - Math.min(...inhabited)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it.each([
    [0, 5, /workers is 0/],
    [1.5, 5, /workers is 1.5/],
    [1, 0, /lanes is 0/],
  ])('%d workers and %d lanes are refused', (workers, lanes, message) => {
    expect(() => rangesOf(workers, lanes)).toThrow(message)
  })
})
