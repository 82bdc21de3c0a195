import type { RunParts } from '@trpo/core'
import { after, type Samples } from './changed-passes.ts'
import type { Broken } from './expect-failure.ts'

/** Writes to what passes may only read. */
const write = (values: ArrayLike<number>, at: number) => {
  if (values instanceof Float64Array || values instanceof Float32Array) values[at] += 1
}

const OTHERS = 'a pass changes nothing'

/** Passes that write to what is not their own. */
export const trespasses: readonly Broken<RunParts>[] = [
  ...(
    [
      [
        'actions',
        ({ batch, rows }) => write(batch.actions, rows.start),
        /surrogate\/gradient changed actions of the batch/,
      ],
      [
        'rewards',
        ({ batch, rows }) => write(batch.rewards, rows.start),
        /changed rewards of the batch; it fills nothing/,
      ],
      ['segments', ({ batch }) => write(batch.segments[0].lastObservation, 0), /changed segments of the batch/],
      ['mu', ({ batch, rows }) => write(batch.mu, rows.end - 1), /changed mu of the batch/],
      ['the policy', ({ policy }) => write(policy.theta, 0), /changed theta of the policy/],
      ['a column', ({ rows, column }) => write(column('weights'), rows.start), /changed the column weights/],
    ] satisfies [string, (samples: Samples) => void, RegExp][]
  ).map(([what, work, message]) => ({
    what: `a pass that writes to ${what}`,
    make: () => after('surrogate/gradient', work),
    fails: OTHERS,
    message,
  })),
  {
    what: 'a fill that writes another column',
    make: () => after('estimate/standardize', ({ rows, column }) => write(column('returns'), rows.start)),
    fails: OTHERS,
    message: /estimate\/standardize changed the column returns; it fills advantages/,
  },
  {
    what: 'a fill that writes to a row of the group before',
    make: () =>
      after('estimate/standardize', ({ rows, fill }) => {
        if (rows.start > 0) fill?.('advantages').fill(0, rows.start - 1, rows.start)
      }),
    fails: OTHERS,
    message: /changed rows of advantages before those of the group/,
  },
  {
    what: 'a fill that writes to a row of the group after',
    make: () =>
      after('estimate/standardize', ({ batch, rows, fill }) => {
        if (rows.end < batch.rows) fill?.('advantages').fill(0, rows.end, rows.end + 1)
      }),
    fails: OTHERS,
    message: /changed rows of advantages after those of the group/,
  },
]
