import { lanesOf } from '@trpo/envs'
import { lanesOfGroups } from '@trpo/samplers'
import {
  type BrokenSampler,
  type Collect,
  long,
  rewarded,
  SHAPE,
  steps,
  withRequest,
  withSampler,
} from './changed-samplers.ts'
import { driftEnvironment } from './environments.ts'

/** Takes every error for another, as who catches too much does. */
const forgiving =
  (collect: Collect, kind: string): Collect =>
  (request) =>
    collect(request).catch((error: unknown) => {
      throw error instanceof Error && error.name === kind ? new Error(error.message) : error
    })

/** Cannot be used again after an error. */
const fragile = (collect: Collect): Collect => {
  let broken = false
  return async (request) => {
    const sampled = await collect(request).catch((error: unknown) => {
      broken = true
      throw error
    })
    return broken ? rewarded(sampled, 0) : sampled
  }
}

const ANOTHER_RUN = 'a request of another run'
const FINITE = 'a number that is not finite'
const SECOND = 'a second collect'
const PROGRESS = 'progress may stop'
const REPLAY = 'an open episode that does not'
const FIT = 'lanes of another number'

/** Procedures that take what they should refuse, or do not recover. */
export const brokenRefusals: readonly BrokenSampler[] = [
  {
    what: 'takes requests of any run',
    procedure: () => withRequest(steps, (request) => ({ ...request, open: request.open ?? [] })),
    fails: ANOTHER_RUN,
    message: /a request of another run gave undefined, expected a RangeError/,
  },
  {
    what: 'has another error for them',
    procedure: () => withSampler(steps, ({ collect }) => ({ collect: forgiving(collect, 'RangeError') })),
    fails: ANOTHER_RUN,
    message: /a request of another run gave Error: .*, expected a RangeError/,
  },
  ...[ANOTHER_RUN, FINITE, SECOND, REPLAY].map((fails) => ({
    what: `cannot be used again after an error (${fails})`,
    procedure: () => withSampler(steps, ({ collect }) => ({ collect: fragile(collect) })),
    fails,
    message: /groups of (a sampler after|the collect under way)/,
  })),
  {
    what: 'cannot be used again after it was stopped',
    procedure: () => withSampler(long, ({ collect }) => ({ collect: fragile(collect) })),
    fails: PROGRESS,
    message: /groups of a sampler after progress threw/,
  },
  {
    what: 'does not stop',
    procedure: () =>
      withRequest(long, ({ progress, ...request }) => ({
        ...request,
        async progress(taken) {
          try {
            await progress?.(taken)
          } catch {}
        },
      })),
    fails: PROGRESS,
    message: /progress threw, and collect gave undefined/,
  },
  {
    what: 'takes numbers that are not finite for errors of another kind',
    procedure: () => withSampler(steps, ({ collect }) => ({ collect: forgiving(collect, 'NonFiniteError') })),
    fails: FINITE,
    message: /a reward of NaN gave Error: .*, expected a NonFiniteError/,
  },
  {
    what: 'looks at rewards alone',
    procedure: () =>
      withSampler(steps, ({ collect }) => ({
        collect: (request) =>
          collect(request).catch((error: unknown) => {
            throw String(error).includes('observation') ? new Error('odd') : error
          }),
      })),
    fails: FINITE,
    message: /a observation of NaN gave Error: odd, expected a NonFiniteError/,
  },
  {
    what: 'waits for the one under way',
    procedure: () =>
      withSampler(steps, ({ collect }) => {
        let last: Promise<unknown> = Promise.resolve()
        const inTurn: Collect = (request) => {
          const next = last.then(() => collect(request))
          last = next.catch(() => {})
          return next
        }
        return { collect: inTurn }
      }),
    fails: SECOND,
    message: /a second collect gave undefined, expected an Error/,
  },
  {
    what: 'goes on from episodes that came out otherwise',
    procedure: () => withSampler(steps, ({ collect }) => ({ collect: forgiving(collect, 'ReplayError') })),
    fails: REPLAY,
    message: /another return gave Error: .*, expected a ReplayError/,
  },
  {
    what: 'takes lanes of any number',
    procedure: () => ({
      ...steps,
      create(context, lanes, groups) {
        const { first, last } = lanesOfGroups(groups, SHAPE.lanes)
        return steps.create(
          context,
          lanesOf(() => driftEnvironment(), Math.min(lanes.count, last - first)),
          groups,
        )
      },
    }),
    fails: FIT,
    message: /15 lanes gave undefined, expected a RangeError/,
  },
  {
    what: 'never releases its lanes',
    procedure: () => withSampler(steps, () => ({ dispose() {} })),
    fails: FIT,
    message: /dispose left the lanes as they were/,
  },
]
