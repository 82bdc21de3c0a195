import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { LANE_GROUPS, laneShare, type OpenEpisode, type PathBatch, type Quota } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from '../environments.ts'
import { goingOn } from './going-on.ts'

describe.each([
  ['kernels', simdNetwork],
  ['reference', networkFromDescription],
])('episodes that go on, %s', (_implementation, buildNetwork) => {
  const { samplerOf, collect, run, laneAlone, rowsOf } = goingOn(buildNetwork)

  it.each([
    [40, 7, 9],
    [24, 12, 30],
    [103, 10, 4],
    [14, 14, 9],
  ])(
    '%d steps in %d lanes, time limit %d: are those of lanes that run alone, bit for bit',
    async (steps, lanes, limit) => {
      const quota: Quota = { kind: 'steps', steps }
      const create = () => driftEnvironment(limit)
      const iterations = 12
      const alone = Array.from({ length: lanes }, (_, lane) =>
        laneAlone(lane, laneShare(steps, lane, lanes), iterations, create),
      )
      const collected = await run(samplerOf(quota, lanes, { create }), iterations)
      for (const [iteration, { batch, open }] of collected.entries()) {
        const expected = alone.map((lane) => lane[iteration])
        expect(rowsOf(batch)).toEqual(expected.flatMap(({ rows }) => rows))
        const segments = batch.segments.map(({ lane, start, returnBefore, length, end, lastObservation }) => ({
          lane,
          start,
          returnBefore,
          length,
          end,
          last: [...lastObservation],
        }))
        expect(segments).toEqual(expected.flatMap((lane) => lane.segments))
        expect(open).toEqual(expected.flatMap((lane) => lane.open))
      }
      // The time limit counts over iterations: nothing is longer.
      const ended = collected.flatMap(({ batch }) => batch.segments)
      expect(Math.max(...ended.map(({ start, length }) => start + length))).toBeLessThanOrEqual(limit)
      for (const { start, length, end } of ended) if (end === 'truncated') expect(start + length).toBe(limit)
      expect(ended.some(({ start }) => start > 0)).toBe(true)
    },
  )

  it('have the same bits whichever samplers go on with them, and from wherever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 12, max: 20 }),
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 3, max: 12 }),
        fc.uniqueArray(fc.integer({ min: 1, max: LANE_GROUPS - 1 }), { maxLength: 4 }),
        fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { minLength: 6, maxLength: 6 }),
        async (lanes, more, limit, cuts, renewed) => {
          const quota: Quota = { kind: 'steps', steps: lanes + more }
          const create = () => driftEnvironment(limit)
          const whole = await run(samplerOf(quota, lanes, { create }), 6)
          const bounds = [0, ...cuts.sort((a, b) => a - b), LANE_GROUPS]
          const make = (part: number) => {
            const groups = { first: bounds[part], last: bounds[part + 1] }
            return samplerOf(quota, lanes, { create, groups })
          }
          const parts = bounds.slice(1).map((_, part) => make(part))
          let open: readonly OpenEpisode[] = []
          for (const [iteration, expected] of whole.entries()) {
            const collected = []
            for (const part of parts.keys()) {
              // A new sampler stands nowhere, and has to replay.
              if (renewed[iteration][part]) parts[part] = make(part)
              collected.push(await collect(parts[part], iteration, open))
            }
            expect(collected.flatMap(({ batch }) => rowsOf(batch))).toEqual(rowsOf(expected.batch))
            const segments = (batch: PathBatch) => batch.segments.map(({ offset: _, ...segment }) => segment)
            expect(collected.flatMap(({ batch }) => segments(batch))).toEqual(segments(expected.batch))
            open = collected.flatMap((part) => part.open)
            expect(open).toEqual(expected.open)
            // As from a checkpoint or another thread.
            if (renewed[iteration][0]) open = structuredClone(open)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  it('can be gone back to: the arguments alone determine the batch', async () => {
    const quota: Quota = { kind: 'steps', steps: 60 }
    const sampler = samplerOf(quota, 12)
    const collected = await run(sampler, 5)
    for (const iteration of [3, 1, 4, 0, 2]) {
      const open = iteration === 0 ? [] : collected[iteration - 1].open
      expect(await collect(sampler, iteration, open)).toEqual(collected[iteration])
    }
    // Without them every lane starts afresh.
    const afresh = await collect(sampler, 3, [])
    expect(afresh.batch).toEqual((await collect(samplerOf(quota, 12, { episodes: 'fresh' }), 3, undefined)).batch)
    expect(afresh.batch).not.toEqual(collected[3].batch)
  })
})
