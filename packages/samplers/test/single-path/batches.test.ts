import { policyForward } from '@trpo/policies'
import { LANE_GROUPS, lanesOfGroup, type Quota } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from '../environments.ts'

import { driftRun, implementations } from './drift-run.ts'

describe.each(implementations)('%s', (_implementation, buildNetwork) => {
  const { model, theta, samplerOf, copy, sample, pathAlone } = driftRun(buildNetwork)

  describe('whole paths', () => {
    it('are those that the definition gives one at a time, bit for bit', async () => {
      const batch = await sample({ kind: 'paths', paths: 23 }, 7, 4)
      expect(batch.segments).toHaveLength(23)
      for (const { path, offset, length, end, start, lastObservation } of batch.segments) {
        const alone = pathAlone(4, path)
        expect({ length, end, start, last: [...lastObservation] }).toEqual({
          length: alone.rows.length,
          end: alone.end,
          start: 0,
          last: alone.last,
        })
        for (const [t, row] of alone.rows.entries())
          expect({
            observation: [...batch.observations.subarray(2 * (offset + t), 2 * (offset + t + 1))],
            action: batch.actions[offset + t],
            mu: [...batch.mu.subarray(2 * (offset + t), 2 * (offset + t + 1))],
            reward: batch.rewards[offset + t],
          }).toEqual(row)
      }
    })

    it('come in lanes p mod L, and none is started after a lane has its share', async () => {
      const batch = await sample({ kind: 'paths', paths: 10 }, 4)
      expect(batch.segments.map(({ lane, path }) => [lane, path])).toEqual(
        [0, 1, 2, 3].flatMap((lane) => [0, 1, 2].map((k) => [lane, lane + 4 * k])).filter(([, path]) => path < 10),
      )
      expect(batch.segments.every(({ end }) => end !== 'cut')).toBe(true)
    })

    it('have the same bits whatever the number of lanes', async () => {
      const byPath = async (lanes: number) => {
        const batch = await sample({ kind: 'paths', paths: 12 }, lanes)
        return batch.segments
          .map((segment) => ({
            path: segment.path,
            rewards: [...batch.rewards.subarray(segment.offset, segment.offset + segment.length)],
          }))
          .sort((a, b) => a.path - b.path)
      }
      expect(await byPath(12)).toEqual(await byPath(5))
    })
  })

  describe('a quota of steps', () => {
    it('gives every lane floor(N / L) steps and one more to the first N mod L', async () => {
      const batch = await sample({ kind: 'steps', steps: 103 }, 10)
      const steps = new Array<number>(10).fill(0)
      for (const { lane, length } of batch.segments) steps[lane] += length
      expect(steps).toEqual([11, 11, 11, 10, 10, 10, 10, 10, 10, 10])
      expect(batch.rows).toBe(103)
    })

    it('cuts the last episode of a lane where it does not end by itself', async () => {
      const batch = await sample({ kind: 'steps', steps: 300 }, 6)
      for (const [index, segment] of batch.segments.entries()) {
        const lastOfLane = batch.segments[index + 1]?.lane !== segment.lane
        if (segment.end === 'cut') expect(lastOfLane).toBe(true)
      }
      expect(new Set(batch.segments.map(({ end }) => end))).toEqual(new Set(['terminated', 'truncated', 'cut']))
    })
  })

  describe('a batch', () => {
    it('is covered by its segments and by its groups, without gaps', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 30 }),
          fc.integer({ min: 0, max: 60 }),
          fc.constantFrom('steps' as const, 'paths' as const),
          async (lanes, extra, kind) => {
            const total = lanes + extra
            const batch = await sample(kind === 'steps' ? { kind, steps: total } : { kind, paths: total }, lanes)
            let row = 0
            for (const { offset, length } of batch.segments) {
              expect(offset).toBe(row)
              expect(length).toBeGreaterThan(0)
              row += length
            }
            expect(row).toBe(batch.rows)
            let start = 0
            let segment = 0
            for (const group of batch.groups) {
              expect([group.start, group.firstSegment]).toEqual([start, segment])
              const { first, last } = lanesOfGroup(group.group, lanes)
              for (let s = group.firstSegment; s < group.lastSegment; s++) {
                expect(batch.segments[s].lane).toBeGreaterThanOrEqual(first)
                expect(batch.segments[s].lane).toBeLessThan(last)
              }
              start = group.end
              segment = group.lastSegment
            }
            expect([start, segment]).toEqual([batch.rows, batch.segments.length])
          },
        ),
        { numRuns: 30 },
      )
    })

    it('is the same however the lane groups are spread over samplers', async () => {
      const quota: Quota = { kind: 'steps', steps: 157 }
      const whole = await sample(quota, 14)
      const parts = []
      for (const [from, to] of [
        [0, 5],
        [5, LANE_GROUPS],
      ]) {
        const sampler = samplerOf(quota, 14, driftEnvironment, { first: from, last: to })
        parts.push(copy(await sampler.collect({ policy: { theta }, iteration: 0 })))
      }
      expect(parts.flatMap(({ groups }) => groups.map(({ group }) => group))).toEqual(
        whole.groups.map(({ group }) => group),
      )
      for (const field of ['observations', 'actions', 'mu', 'rewards'] as const)
        expect(parts.flatMap((part) => [...part[field]])).toEqual([...whole[field]])
    })

    it('depends on the iteration, and not on what was sampled before', async () => {
      const sampler = samplerOf({ kind: 'steps', steps: 60 }, 6)
      const first = copy(await sampler.collect({ policy: { theta }, iteration: 0 }))
      const second = copy(await sampler.collect({ policy: { theta }, iteration: 1 }))
      expect(second.rewards).not.toEqual(first.rewards)
      expect(copy(await sampler.collect({ policy: { theta }, iteration: 0 }))).toEqual(first)
    })

    it('holds the mu of the normalised observation', async () => {
      const normalizer = { mean: Float64Array.of(0.1, 4), std: Float64Array.of(2, 3), clip: 10 }
      const sampler = samplerOf({ kind: 'steps', steps: 40 }, 4)
      const { batch } = await sampler.collect({ policy: { theta, normalizer }, iteration: 0 })
      const again = policyForward({ ...model, theta, normalizer }, batch.observations, batch.rows).y
      expect([...batch.mu]).toEqual([...again])
    })
  })
})
