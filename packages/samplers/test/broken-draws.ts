import { ALL_GROUPS, lanesOfGroups, singlePath } from '@trpo/samplers'
import {
  type BrokenSampler,
  fresh,
  rewarded,
  SHAPE,
  steps,
  withBatch,
  withRequest,
  withResult,
  withSampler,
} from './changed-samplers.ts'

let calls = 0

const SAME = 'the same request'
const SPLIT = 'draws do not depend'
const OTHER = 'another seed'
const GOES_ON = 'another sampler continues'

/** Procedures whose batches depend on something that they should not, or not on what they should. */
export const brokenDraws: readonly BrokenSampler[] = [
  {
    what: 'remembers how often it was made',
    procedure: () =>
      withSampler(steps, ({ collect }) => {
        const number = calls++
        return { collect: async (request) => rewarded(await collect(request), number) }
      }),
    fails: SAME,
    message: /groups of another sampler: got/,
  },
  {
    what: 'remembers its requests',
    procedure: () =>
      withSampler(steps, ({ collect }) => {
        let iterations = 0
        return {
          async collect(request) {
            iterations += request.iteration
            return rewarded(await collect(request), iterations)
          },
        }
      }),
    fails: SAME,
    message: /groups of a sampler after another request: got/,
  },
  {
    what: 'knows its shard',
    procedure: () => withResult(steps, (sampled, { first }) => rewarded(sampled, first)),
    fails: SPLIT,
    message: /groups of shards from groups 0, 1: got/,
  },
  {
    what: 'draws by the lane of its shard',
    procedure: () => ({
      ...fresh,
      create(context, lanes, groups) {
        const { first, last } = lanesOfGroups(groups, SHAPE.lanes)
        const own = singlePath({ quota: { kind: 'steps', steps: 12 * (last - first) }, lanes: last - first })
        const sampler = own.create(context, lanes, ALL_GROUPS)
        return {
          ...sampler,
          async collect(request) {
            const sampled = await sampler.collect(request)
            const segments = sampled.batch.segments.map((segment) => ({ ...segment, lane: segment.lane + first }))
            return { ...sampled, batch: { ...sampled.batch, segments } }
          },
        }
      },
    }),
    fails: SPLIT,
    message: /groups of shards from groups 0, 1: got/,
  },
  {
    what: 'counts the steps of the whole run in each shard',
    procedure: () => withResult(steps, (sampled) => ({ ...sampled, steps: 203 })),
    fails: SPLIT,
    message: /steps of shards from groups 0, 1: got 406, expected 203/,
  },
  {
    what: 'tells of episodes by the lane of its shard',
    procedure: () =>
      withResult(steps, (sampled, groups) => {
        const { first } = lanesOfGroups(groups, SHAPE.lanes)
        return { ...sampled, episodes: sampled.episodes.map((one) => ({ ...one, lane: one.lane - first })) }
      }),
    fails: SPLIT,
    message: /episodes of shards from groups 0, 1: got/,
  },
  {
    what: 'leaves open all but the last group',
    procedure: () =>
      withResult(steps, (sampled, { first, last }) => ({
        ...sampled,
        open: last - first === 12 ? sampled.open : sampled.open?.slice(1),
      })),
    fails: SPLIT,
    message: /open of shards from groups 0, 1: got/,
  },
  {
    what: 'has one seed for all runs',
    procedure: () => ({ ...steps, create: (context, ...rest) => steps.create({ ...context, seed: 1 }, ...rest) }),
    fails: OTHER,
    message: /the seeds 11 and 12 give the same batch/,
  },
  {
    what: 'has the same draws in every iteration',
    procedure: () => withRequest(fresh, (request) => ({ ...request, iteration: 0 })),
    fails: OTHER,
    message: /iterations 0 and 1 give the same batch/,
  },
  {
    what: 'has the same draws in every lane',
    procedure: () =>
      withBatch(({ observations, actions }) => ({
        observations: observations.map(() => 1),
        actions: actions.map(() => 1),
      })),
    fails: OTHER,
    message: /all \d+ paths begin with the same state and action/,
  },
  {
    what: 'leaves no episodes open where they go on',
    procedure: () => withResult(steps, (sampled) => ({ ...sampled, open: undefined })),
    fails: GOES_ON,
    message: /the request has no open episodes|open episodes must be given where/,
  },
  {
    what: 'leaves episodes open where they do not go on',
    procedure: () =>
      withRequest(
        withResult(fresh, (sampled) => ({ ...sampled, open: [] })),
        (request) => ({ ...request, open: undefined }),
      ),
    fails: GOES_ON,
    message: /open episodes must be given where they are asked for, and nowhere else/,
  },
  {
    what: 'goes on from what it knows itself',
    procedure: () =>
      withSampler(steps, ({ collect }) => {
        let known = 0
        return { collect: async (request) => rewarded(await collect(request), known++) }
      }),
    fails: GOES_ON,
    message: /groups of the second iteration: got/,
  },
]
