import type { Lanes } from '@trpo/envs'
import type { Normalizer, PolicyModel } from '@trpo/policies'
import type { Batch } from './batch.ts'
import type { GroupRange } from './groups.ts'
import type { OpenEpisode } from './open-episode.ts'
import type { SegmentEnd } from './path-batch.ts'
import type { SegmentInfo } from './segment-info.ts'

/** The policy that samples; frozen while it does. */
export interface SamplingPolicy {
  /** Parameters of the network, [p]. */
  readonly theta: Float64Array
  /** The normaliser of observations; without one they are taken as they are. */
  readonly normalizer?: Normalizer | undefined
}

/** Hears now and then how many steps have been sampled. It may return a promise to let others run, and may throw to stop. */
export type SamplingProgress = (steps: number) => void | Promise<void>

/** What determines the batch of an iteration, beside the parts of the run. */
export interface CollectRequest {
  /** The iteration, from 0: a coordinate of every draw. */
  readonly iteration: number
  /** The policy to sample with. */
  readonly policy: SamplingPolicy
  /**
   * Episodes to resume, of lanes of any shard; every other lane starts afresh. Lanes that are not in exactly these states get
   * there by replay, so that the request alone determines the batch. It is undefined, and not empty, where every iteration
   * starts afresh.
   */
  readonly open?: readonly OpenEpisode[] | undefined
  /** Called now and then with the steps sampled so far. */
  readonly progress?: SamplingProgress | undefined
}

/** A part of an episode that the iteration sampled, as far as records need it, and the episode that it belongs to. */
export interface EpisodeSummary {
  /** The lane it ran in, counted over all shards. */
  readonly lane: number
  /** Its number among the paths of the iteration (whole paths), or within its lane (steps). */
  readonly path: number
  /** Its steps in this batch, at least 1. */
  readonly steps: number
  /** Sum of the rewards of these steps. */
  readonly reward: number
  /** Steps of the episode since its reset: more than `steps` where an earlier iteration began it. */
  readonly length: number
  /** Sum of the rewards of the whole episode so far, undiscounted, in their order. */
  readonly return: number
  /** How it ended. */
  readonly end: SegmentEnd
  /** What its steps reported, added up; absent where the environment declares nothing (`spec.info`). */
  readonly info?: SegmentInfo
}

/** What a shard tells of a batch that stays where it was sampled. */
export interface Collected {
  /** Environment steps that it took. */
  readonly steps: number
  /** Its episodes, in lane order. */
  readonly episodes: readonly EpisodeSummary[]
  /** The episodes that it left unfinished, in lane order, for the next request; undefined where every iteration starts afresh. */
  readonly open?: readonly OpenEpisode[] | undefined
}

/** A batch, and what is told of it. */
export interface Sampled<B extends Batch> extends Collected {
  /** The samples. They belong to the sampler, and are overwritten by its next `collect`. */
  readonly batch: B
}

/** A sampler of whole iterations on lanes of its own. */
export interface Sampler<B extends Batch> {
  /**
   * Samples one iteration.
   *
   * Throws a NonFiniteError when the environment gives a reward or an observation that is not finite, a ReplayError when
   * it does not replay an open episode as it was, a RangeError when the request is not of this run, and whatever the
   * environment or `progress` throws; the sampler can be used again after that. One call at a time: a second one throws.
   */
  collect(request: CollectRequest): Promise<Sampled<B>>
  /** Releases the lanes. */
  dispose(): void
}

/** What every sampler of a run is given besides the settings of its own procedure. */
export interface SamplerContext {
  /** The network and the distribution of the policy. */
  readonly policy: PolicyModel
  /** Seed of the run, from which all draws follow: a whole number from 0 to 2^53 - 1. */
  readonly seed: number
}

/**
 * What a part of a run was made with, as plain data. Two parts of one name and with equal settings do the same. The trainer and
 * the shards of a run compare the settings of their parts.
 */
export type PartSettings = Readonly<Record<string, unknown>>

/**
 * A sampling procedure with its settings: the part of a run that makes samplers. The type of its batches says which estimators
 * and objectives fit, and the type of its lanes says what it needs of environments (a vine needs `RestorableLanes`).
 */
export interface SamplingProcedure<B extends Batch, L extends Lanes = Lanes> {
  /** Its name in screens and reports, such as `single path`. */
  readonly name: string
  /**
   * The settings that it was made with, except its lanes.
   * @default nothing
   */
  readonly settings?: PartSettings
  /** Lanes of the whole run: a constant of the experiment, whatever the number of workers. */
  readonly lanes: number
  /** The open episodes of the first request: none yet, or undefined where every iteration starts afresh. */
  readonly firstOpen: readonly OpenEpisode[] | undefined
  /** A sampler of some lane groups, on as many lanes as they have. Throws a RangeError when policy, lanes and settings do not fit. */
  create(context: SamplerContext, lanes: L, groups: GroupRange): Sampler<B>
}
