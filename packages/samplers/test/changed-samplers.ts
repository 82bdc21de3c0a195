import { lanesOf } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import {
  type CollectRequest,
  type GroupRange,
  type PathBatch,
  type Sampled,
  type Sampler,
  type SamplingProcedure,
  type Segment,
  singlePath,
} from '@trpo/samplers'
import { samplerConformance } from '@trpo/samplers/conformance'
import { driftEnvironment } from './environments.ts'

const policy = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4] })
const theta = policy.network.init(randomStream(5, 'init').seek(0, 0, 0))

/** The suite of a procedure, on a drifting point. */
export const checksOf = (procedure: SamplingProcedure<PathBatch>) =>
  samplerConformance({
    procedure,
    context: { policy, seed: 11 },
    createLanes: (count) => lanesOf(() => driftEnvironment(), count),
    theta,
    paths: (batch) => batch,
  })

export const SHAPE = { quota: { kind: 'steps', steps: 203 }, lanes: 14 } as const

/** Procedures that behave. */
export const fresh = singlePath(SHAPE)
export const steps = singlePath({ ...SHAPE, episodes: 'continue' })

/** Batches that take longer than progress is waited for. */
export const long = singlePath({ quota: { kind: 'steps', steps: 12 * 20 }, lanes: 12 })

export type Collect = Sampler<PathBatch>['collect']

/** A procedure whose samplers are changed. */
export const withSampler = (
  of: SamplingProcedure<PathBatch>,
  change: (sampler: Sampler<PathBatch>, groups: GroupRange) => Partial<Sampler<PathBatch>>,
): SamplingProcedure<PathBatch> => ({
  ...of,
  create(context, lanes, groups) {
    const sampler = of.create(context, lanes, groups)
    return { ...sampler, ...change(sampler, groups) }
  },
})

/** A procedure whose requests are changed. */
export const withRequest = (of: SamplingProcedure<PathBatch>, change: (request: CollectRequest) => CollectRequest) =>
  withSampler(of, ({ collect }) => ({ collect: (request) => collect(change(request)) }))

/** A procedure whose results are changed. */
export const withResult = (
  of: SamplingProcedure<PathBatch>,
  change: (sampled: Sampled<PathBatch>, groups: GroupRange, request: CollectRequest) => Sampled<PathBatch>,
) =>
  withSampler(of, ({ collect }, groups) => ({
    collect: async (request) => change(await collect(request), groups, request),
  }))

/** One whose batches are changed. */
export const withBatch = (change: (batch: PathBatch) => Partial<PathBatch>) =>
  withResult(steps, ({ batch, ...rest }) => ({ ...rest, batch: { ...batch, ...change(batch) } }))

/** One whose first segment is changed. */
export const withSegment = (change: (segment: Segment) => Partial<Segment>) =>
  withBatch(({ segments: [first, ...others] }) => ({ segments: [{ ...first, ...change(first) }, ...others] }))

export const rewarded = (sampled: Sampled<PathBatch>, reward: number) => {
  sampled.batch.rewards.fill(reward)
  return sampled
}

/** A rule, a procedure that breaks it, the check that must fail, and what that must say. */
export interface BrokenSampler {
  readonly what: string
  readonly procedure: () => SamplingProcedure<PathBatch>
  readonly fails: string
  readonly message: RegExp
}
