import type { Lanes } from '@trpo/envs'
import { expectThat } from '@trpo/math/expectations'
import type { Batch } from '../batch.ts'
import { ALL_GROUPS, type GroupRange, lanesOfGroups } from '../groups.ts'
import { observationRows } from '../observation-rows.ts'
import type { ConformanceCheck } from './check.ts'
import { expectSame, type Found, joined } from './found.ts'
import { type SamplerConformanceSubject, samplingOf } from './sampling.ts'

/** Where the lane groups are cut, each time. */
const CUTS: readonly (readonly number[])[] = [[1], [5], [11], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]]

/** The groups between the cuts; none where a shard would have no lanes. */
function rangesOf(cuts: readonly number[], lanes: number): readonly GroupRange[] {
  const has = (range: GroupRange) => lanesOfGroups(range, lanes).last > lanesOfGroups(range, lanes).first
  const firsts = [ALL_GROUPS.first]
  for (const first of cuts)
    if (has({ first: firsts[firsts.length - 1], last: first }) && has({ first, last: ALL_GROUPS.last }))
      firsts.push(first)
  return firsts.map((first, i) => ({ first, last: firsts[i + 1] ?? ALL_GROUPS.last }))
}

/** The request and the seed alone determine a batch, and each of them matters. */
export function drawChecks<L extends Lanes, B extends Batch>(
  subject: SamplerConformanceSubject<L, B>,
): ConformanceCheck[] {
  const { withSampler, collect, first, firstOf, foundOf } = samplingOf(subject)
  const { firstOpen } = subject.procedure
  return [
    {
      name: 'the same request gives the same batch, in another sampler and after other requests',
      async run() {
        const expected = await first()
        await withSampler(async (sampler) => {
          expectSame('another sampler', await firstOf(sampler), expected)
          const { open } = await collect(sampler, { iteration: 0, open: firstOpen })
          await collect(sampler, { iteration: 1, open })
          expectSame('a sampler after another request', await firstOf(sampler), expected)
        })
      },
    },
    {
      name: 'draws do not depend on how the lanes are split: any split gives the rows, episodes and steps of the whole',
      async run() {
        const whole = await first()
        for (const cuts of CUTS) {
          const ranges = rangesOf(cuts, subject.procedure.lanes)
          const parts: Found[] = []
          for (const groups of ranges) parts.push(await first({ groups }))
          const shown = ranges.map((range) => range.first).join(', ')
          expectSame(`shards from groups ${shown}`, joined(parts), whole)
        }
      },
    },
    {
      name: 'another seed, another iteration and another lane have other draws',
      async run() {
        const { seed } = subject.context
        const zero = await first()
        const others = await first({ seed: seed + 1 })
        expectThat(others.groups.join() !== zero.groups.join(), `the seeds ${seed} and ${seed + 1} give the same batch`)
        const next = await withSampler(async (sampler) =>
          foundOf(await collect(sampler, { iteration: 1, open: firstOpen })),
        )
        expectThat(next.groups.join() !== zero.groups.join(), 'iterations 0 and 1 give the same batch')
        await withSampler(async (sampler) => {
          const { batch } = await collect(sampler, { iteration: 0, open: firstOpen })
          const paths = subject.paths(batch)
          const { segments, actions, actionSize } = paths
          const begins = segments.map(({ offset }) => [
            ...observationRows(paths, offset, 1, {}),
            ...actions.subarray(offset * actionSize, (offset + 1) * actionSize),
          ])
          expectThat(
            begins.length < 2 || new Set(begins.map(String)).size > 1,
            `all ${begins.length} paths begin with the same state and action`,
          )
        })
      },
    },
    {
      name: 'another sampler continues from open episodes to the bits of one that was not interrupted',
      async run() {
        const [open, expected] = await withSampler(async (sampler) => {
          const before = await collect(sampler, { iteration: 0, open: firstOpen })
          return [before.open, foundOf(await collect(sampler, { iteration: 1, open: before.open }))] as const
        })
        expectThat(
          (open === undefined) === (firstOpen === undefined),
          'open episodes must be given where they are asked for, and nowhere else',
        )
        const found = await withSampler(async (sampler) => foundOf(await collect(sampler, { iteration: 1, open })))
        expectSame('the second iteration', found, expected)
      },
    },
  ]
}
