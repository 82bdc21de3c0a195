import type { MaybePromise } from '@trpo/linalg'
import type { Normalizer, ObservationStatistics } from '@trpo/policies'
import type { OpenEpisode, SamplingProgress, SegmentEnd } from '@trpo/samplers'

/** Sums over the samples of one lane group, in f64 and row order. */
export interface GroupSum {
  /** The lane group, from 0. */
  readonly group: number
  /** The sums; what they are, the call says. */
  readonly values: Float64Array
}

/** Observation statistics of one lane group. */
export interface GroupStatistics {
  /** The lane group, from 0. */
  readonly group: number
  /** Count, mean and squared deviations of the observations of its rows. */
  readonly statistics: ObservationStatistics
}

/** One segment of the batch, as far as reports need it, and the episode it is of. */
export interface EpisodeSummary {
  /** The lane it ran in, counted over all shards. */
  readonly lane: number
  /** Its number among the paths of the iteration (path quotas), or within its lane (step quotas). */
  readonly path: number
  /** Its steps in this batch, at least 1. */
  readonly steps: number
  /** Sum of the rewards of these steps. */
  readonly reward: number
  /** Steps of the episode since its reset: more than `steps` where an earlier iteration began it. */
  readonly length: number
  /** Sum of their rewards, undiscounted, in their order. */
  readonly return: number
  /** How it ended. */
  readonly end: SegmentEnd
}

/** The policy of an iteration, frozen until the step. */
export interface CollectRequest {
  /** The iteration, from 0: a coordinate of every draw. */
  readonly iteration: number
  /** Parameters of the network, [p]. */
  readonly theta: Float64Array
  /** The normaliser of observations; they are taken as they are without one. */
  readonly normalizer?: Normalizer | undefined
  /**
   * Episodes to go on with, of lanes of any shard; every other lane starts afresh. A shard whose lanes are not in just
   * these states gets there by replay, so that the request alone determines the batch. Undefined, and not empty, where
   * every iteration starts afresh: a shard that was made for the other throws a RangeError.
   */
  readonly open?: readonly OpenEpisode[] | undefined
  /** Called now and then with the steps sampled so far. */
  readonly progress?: SamplingProgress | undefined
}

/**
 * A shard owns some lane groups, their simulators and their part of the batch, and computes sums over it. The data
 * stays; theta, vectors, partial sums and statistics travel. Where it lives (this thread, a worker) is its host's
 * business; the order of the calls is that of the file: collect, then the estimate, then the problem.
 *
 * Every sum comes back per group and is added by `sumGroups` in group order, so that the bits do not depend on how the
 * groups are spread.
 */
export interface Shard {
  /** Samples an iteration. Returns its segments in lane order. */
  collect(request: CollectRequest): MaybePromise<readonly EpisodeSummary[]>
  /** The baseline's statistics over this batch, [baseline.statisticsSize] a group. `baseline` gives the values that cut or truncated segments bootstrap from. */
  baselineStatistics(baseline: Float64Array): MaybePromise<readonly GroupSum[]>
  /** Computes returns minus baseline. Moments a group, each [count, mean, sum of squared deviations]: of advantages, of returns, of returns minus the baseline. */
  advantages(baseline: Float64Array): MaybePromise<readonly GroupSum[]>
  /** Replaces each advantage A by (A - shift) / scale. Sums a group: [w A, w, w over the Fisher subsample], w the state weights. */
  standardize(shift: number, scale: number): MaybePromise<readonly GroupSum[]>
  /** Sums of w x the gradient of ratio x A at theta_old, [p] a group, and last the sum of w x entropy: [p + 1]. */
  gradient(): MaybePromise<readonly GroupSum[]>
  /** Sums of w x J'MJ v over the Fisher subsample, [p] a group. */
  fisherProduct(v: Float64Array): MaybePromise<readonly GroupSum[]>
  /** Sums of [w x ratio x A, w x KL] a group, at theta and, if given, another normaliser than the one sampled with. */
  evaluate(theta: Float64Array, normalizer?: Normalizer): MaybePromise<readonly GroupSum[]>
  /** The episodes of its lanes that the batch left unfinished, in lane order; none when every iteration starts afresh. */
  openEpisodes(): MaybePromise<readonly OpenEpisode[]>
  /** Count, mean and squared deviations of the observations seen. */
  observationStatistics(): MaybePromise<readonly GroupStatistics[]>
  /** Releases the simulators. */
  dispose(): MaybePromise<void>
}
