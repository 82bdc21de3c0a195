import type { Lanes } from '@trpo/envs'
import type { Batch } from '../batch.ts'
import { ALL_GROUPS, type GroupRange, lanesOfGroups } from '../groups.ts'
import type { PathBatch } from '../path-batch.ts'
import type { CollectRequest, Sampled, Sampler, SamplerContext, SamplingProcedure } from '../sampler.ts'
import { type Found, foundOf } from './found.ts'

/** What a procedure is tried on. */
export interface SamplerConformanceSubject<L extends Lanes, B extends Batch = PathBatch> {
  /** The procedure, of few steps an iteration. */
  readonly procedure: SamplingProcedure<B, L>
  /** The policy and the seed. */
  readonly context: SamplerContext
  /** Makes simulators for a number of lanes. */
  readonly createLanes: (count: number) => L
  /** Parameters to sample with, [p]. */
  readonly theta: Float64Array
  /** The paths that were followed from the start distribution: the batch itself, or the trunk of a vine. */
  readonly paths: (batch: B) => PathBatch
  /**
   * What a batch holds of a lane group besides the paths, observations, actions, log q and mu, as plain data that says nothing of
   * where the group's rows are.
   * @default nothing
   */
  readonly more?: (batch: B, rows: B['groups'][number]) => unknown
}

/** How a sampler is made for a check. */
interface SamplerChoice<L extends Lanes> {
  /** @default all of them */
  readonly groups?: GroupRange
  /** @default that of the subject */
  readonly seed?: number
  /** What becomes of the lanes before they are handed over. */
  readonly around?: (lanes: L) => L
}

/** Samplers of a subject, and requests. */
export interface Sampling<L extends Lanes, B extends Batch> {
  /** Makes a sampler, uses it, and disposes of it, whatever happens. */
  withSampler<T>(use: (sampler: Sampler<B>) => Promise<T>, choice?: SamplerChoice<L>): Promise<T>
  /** A request with the subject's theta. */
  collect(sampler: Sampler<B>, request: Pick<CollectRequest, 'iteration' | 'open' | 'progress'>): Promise<Sampled<B>>
  /** What the first request gives a new sampler. */
  first(choice?: SamplerChoice<L>): Promise<Found>
  /** What a sampler gives for the first request. */
  firstOf(sampler: Sampler<B>): Promise<Found>
  /** What is compared of the result of a request. */
  foundOf(sampled: Sampled<B>): Found
}

export function samplingOf<L extends Lanes, B extends Batch>(subject: SamplerConformanceSubject<L, B>): Sampling<L, B> {
  const { procedure, context, createLanes, theta } = subject
  const sampling: Sampling<L, B> = {
    async withSampler(use, { groups = ALL_GROUPS, seed = context.seed, around = (lanes: L) => lanes } = {}) {
      const { first, last } = lanesOfGroups(groups, procedure.lanes)
      const sampler = procedure.create({ ...context, seed }, around(createLanes(last - first)), groups)
      try {
        return await use(sampler)
      } finally {
        sampler.dispose()
      }
    },
    collect: (sampler, request) => sampler.collect({ ...request, policy: { theta } }),
    first: (choice) => sampling.withSampler(sampling.firstOf, choice),
    firstOf: async (sampler) =>
      sampling.foundOf(await sampling.collect(sampler, { iteration: 0, open: procedure.firstOpen })),
    foundOf: (sampled) => foundOf(sampled, subject),
  }
  return sampling
}
