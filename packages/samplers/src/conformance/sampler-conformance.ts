import type { Lanes } from '@trpo/envs'
import { ALL_GROUPS, type GroupRange, lanesOfGroups } from '../groups.ts'
import type { OpenEpisode } from '../open-episode.ts'
import type { PathBatch } from '../path-batch.ts'
import type { Sampler, SamplerContext, SamplingProcedure } from '../sampler.ts'

/** One thing that every sampler must do. */
export interface ConformanceCheck {
  /** What holds, as a sentence: the title of a test. */
  readonly name: string
  /** Tries it. Rejects with an Error that says what was found and what was expected; settles when it holds. */
  run(): Promise<void>
}

/** What a procedure is tried on. */
export interface SamplerConformanceSubject<L extends Lanes> {
  /** The procedure, of few steps an iteration. */
  readonly procedure: SamplingProcedure<PathBatch, L>
  /** The policy and the seed. */
  readonly context: SamplerContext
  /** Makes simulators for so many lanes. */
  readonly createLanes: (count: number) => L
  /** Parameters to sample with, [p]. */
  readonly theta: Float64Array
}

/**
 * Everything that the contract of `Sampler` asks for where paths are followed, as checks to run one by one:
 * `for (const check of samplerConformance(subject)) it(check.name, check.run)`.
 */
export function samplerConformance<L extends Lanes>(subject: SamplerConformanceSubject<L>): ConformanceCheck[] {
  const { procedure, context, createLanes, theta } = subject
  const { firstOpen, lanes } = procedure
  type Open = readonly OpenEpisode[] | undefined
  const withSampler = async <T>(use: (sampler: Sampler<PathBatch>) => Promise<T>, groups: GroupRange = ALL_GROUPS) => {
    const { first, last } = lanesOfGroups(groups, lanes)
    const sampler = procedure.create(context, createLanes(last - first), groups)
    try {
      return await use(sampler)
    } finally {
      sampler.dispose()
    }
  }
  /** What a request gives, as text that tells any two numbers apart, group by group. */
  const collect = async (sampler: Sampler<PathBatch>, iteration: number, open: Open) => {
    const sampled = await sampler.collect({ iteration, policy: { theta }, open })
    return { groups: groupsOf(sampled.batch), open: sampled.open, rest: textOf([sampled.steps, sampled.open]) }
  }
  const first = () => withSampler((sampler) => collect(sampler, 0, firstOpen))
  return [
    {
      name: 'the same request gives the same batch, in another sampler and after other requests',
      async run() {
        const expected = await first()
        await withSampler(async (sampler) => {
          same('another sampler', await collect(sampler, 0, firstOpen), expected)
          await collect(sampler, 1, expected.open)
          same('after another request', await collect(sampler, 0, firstOpen), expected)
        })
      },
    },
    {
      name: 'any split of the lane groups gives the rows of the whole',
      async run() {
        const whole = await first()
        for (const at of [1, 5, 11]) {
          const parts = [
            await withSampler((sampler) => collect(sampler, 0, firstOpen), { first: 0, last: at }),
            await withSampler((sampler) => collect(sampler, 0, firstOpen), { first: at, last: ALL_GROUPS.last }),
          ]
          sameText(`groups split at ${at}`, parts.flatMap(({ groups }) => groups).join(), whole.groups.join())
        }
      },
    },
    {
      name: 'segments cover the rows of each group, in order, and none is empty',
      run: () =>
        withSampler(async (sampler) => {
          const { batch } = await sampler.collect({ iteration: 0, policy: { theta }, open: firstOpen })
          let row = 0
          for (const { start, end, firstSegment, lastSegment } of batch.groups) {
            expect(start === row, `a group begins at row ${start}; expected ${row}`)
            for (const { offset, length } of batch.segments.slice(firstSegment, lastSegment)) {
              expect(
                offset === row && length >= 1,
                `a segment of ${length} rows is at ${offset}; expected one at ${row}`,
              )
              row += length
            }
            expect(end === row, `a group ends at row ${end}, its segments at ${row}`)
          }
          expect(row === batch.rows, `the segments have ${row} rows, the batch ${batch.rows}`)
        }),
    },
    {
      name: 'another sampler goes on from open episodes to the bits of one that was not interrupted',
      async run() {
        const [open, expected] = await withSampler(async (sampler) => {
          const before = await collect(sampler, 0, firstOpen)
          return [before.open, await collect(sampler, 1, before.open)] as const
        })
        expect(
          (open === undefined) === (firstOpen === undefined),
          'open episodes must be given where they are asked for',
        )
        same('the second iteration', await withSampler((sampler) => collect(sampler, 1, open)), expected)
      },
    },
    {
      name: 'a request of another run is refused with a RangeError, and the sampler can be used again',
      run: () =>
        withSampler(async (sampler) => {
          const error: unknown = await collect(sampler, 0, firstOpen === undefined ? [] : undefined).catch((e) => e)
          expect(error instanceof RangeError, `a request of another run gave ${String(error)}`)
          same('after a refusal', await collect(sampler, 0, firstOpen), await first())
        }),
    },
  ]
}

interface Found {
  readonly groups: readonly string[]
  readonly rest: string
}

function groupsOf(batch: PathBatch): readonly string[] {
  const { observationSize: o, actionSize: k, actionsPerState, parameterSize: m } = batch
  return batch.groups.map(({ group, start, end, firstSegment, lastSegment }) => {
    const rows = (values: ArrayLike<number>, size: number) => Array.from(values).slice(start * size, end * size)
    const segments = batch.segments
      .slice(firstSegment, lastSegment)
      .map((segment) => ({ ...segment, offset: segment.offset - start }))
    const { observations, actions, mu, rewards } = batch
    return textOf([
      group,
      rows(observations, o),
      rows(actions, actionsPerState * k),
      rows(mu, m),
      rows(rewards, 1),
      segments,
    ])
  })
}

/** JSON in which -0 and numbers that are not finite stay what they are. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'number' && (Object.is(inner, -0) || !Number.isFinite(inner))
      ? `${Object.is(inner, -0) ? '-0' : inner}`
      : inner,
  )
}

function same(what: string, actual: Found, expected: Found): void {
  sameText(what, actual.groups.join(), expected.groups.join())
  sameText(`open episodes, ${what}`, actual.rest, expected.rest)
}

function sameText(what: string, actual: string, expected: string): void {
  if (actual === expected) return
  const at = Array.from(expected).findIndex((letter, i) => letter !== actual[i])
  throw new Error(
    `${what}: got ...${actual.slice(Math.max(0, at - 20), at + 40)}, expected ...${expected.slice(Math.max(0, at - 20), at + 40)}`,
  )
}

function expect(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}
