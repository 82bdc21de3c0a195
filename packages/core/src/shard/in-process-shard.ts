import type { Lanes } from '@trpo/envs'
import { type PolicyModel, statisticsOf } from '@trpo/policies'
import {
  ALL_GROUPS,
  type Batch,
  type Episodes,
  type GroupRange,
  type GroupRows,
  lanesOfGroups,
  type OpenEpisode,
  type Quota,
  type SamplingPolicy,
  type SinglePathSampler,
  type SinglePathSettings,
  singlePathSampler,
} from '@trpo/samplers'
import { advantagesAndMoments, type EstimateSettings, returnsAndStatistics, standardizeAdvantages } from './estimate.ts'
import { evaluatePolicy } from './evaluate-policy.ts'
import { type FisherSubsample, fisherSubsample } from './fisher-subsample.ts'
import { rowsOf, type Samples, samplesFor } from './samples.ts'
import type { EpisodeSummary, GroupSum, Shard } from './shard.ts'
import { surrogateGradient } from './surrogate-gradient.ts'

/** What every shard of a run agrees on. */
export interface ShardSettings extends EstimateSettings {
  /** The network and the distribution of the policy. */
  readonly model: PolicyModel
  /** Seed of the run, from which all draws of the samples follow. */
  readonly seed: number
  /** Lanes of the whole run. */
  readonly lanes: number
  /** What an iteration of the whole run samples. */
  readonly quota: Quota
  /** What becomes of episodes that the end of a batch cuts; `fresh`, which gives them up, unless given. */
  readonly episodes?: Episodes
  /** The Fisher product uses every so-manieth row of a lane group; 1 uses all. */
  readonly fisherStride: number
}

/**
 * A shard in this thread.
 *
 * @param createLanes makes simulators for so many lanes; the shard disposes of them
 * @param groups the lane groups it owns; all of them unless given
 */
export function inProcessShard(
  settings: ShardSettings,
  createLanes: (count: number) => Lanes,
  groups: GroupRange = ALL_GROUPS,
): Shard {
  const { model, seed, quota, episodes = 'fresh', fisherStride } = settings
  const { first, last } = lanesOfGroups(groups, settings.lanes)
  const lanes = createLanes(last - first)
  const sampler = samplerOrDispose({ model, quota, seed, episodes, lanes, groups, allLanes: settings.lanes })
  const gradientOf = surrogateGradient(model)
  const evaluationOf = evaluatePolicy(model)

  let sampled: { readonly policy: SamplingPolicy; readonly samples: Samples } | undefined
  let subsamples: readonly FisherSubsample[] = []

  const current = () => {
    if (!sampled) throw new Error('the shard has no batch; call collect first')
    return sampled
  }
  const overGroups = (sum: (group: GroupRows, index: number) => Float64Array): GroupSum[] =>
    current().samples.batch.groups.map((group, index) => ({ group: group.group, values: sum(group, index) }))

  return {
    async collect({ iteration, theta, normalizer, open, progress }) {
      assertAgreed(episodes, open)
      const last = sampled?.samples
      sampled = undefined
      subsamples = []
      const batch = await sampler.collect({ theta, normalizer }, iteration, progress, open)
      sampled = { policy: { theta: theta.slice(), normalizer }, samples: samplesFor(batch, last) }
      return summarize(batch)
    },
    baselineStatistics: (carried) =>
      overGroups((group) => returnsAndStatistics(settings, current().samples, group, carried)),
    advantages: (parameters) =>
      overGroups((group) => advantagesAndMoments(settings, current().samples, group, parameters)),
    standardize(shift, scale) {
      const { policy, samples } = current()
      subsamples = samples.batch.groups.map((group) => fisherSubsample(model, policy, samples, group, fisherStride))
      const { batch, logProbs } = samples
      model.distribution.logProb(batch.rows, batch.mu, batch.actions, logProbs)
      return overGroups((group, index) => {
        const { weighted, weight } = standardizeAdvantages(samples, group, shift, scale)
        return Float64Array.of(weighted, weight, subsamples[index].weight)
      })
    },
    gradient: () => overGroups((group) => gradientOf(current().policy, current().samples, group)),
    fisherProduct: (v) =>
      overGroups((_, index) => {
        const sum = new Float64Array(model.network.parameterCount)
        subsamples[index].addProduct(v, sum)
        return sum
      }),
    evaluate: (theta, normalizer) =>
      overGroups((group) =>
        evaluationOf({ theta, normalizer: normalizer ?? current().policy.normalizer }, current().samples, group),
      ),
    openEpisodes: () => sampler.openEpisodes(),
    observationStatistics() {
      const { batch } = current().samples
      return batch.groups.map((group) => {
        const rows = group.end - group.start
        const observations = rowsOf(batch.observations, batch.observationSize, group.start, rows)
        return { group: group.group, statistics: statisticsOf(rows, observations, batch.observationSize) }
      })
    },
    dispose: () => sampler.dispose(),
  }
}

/** A trainer that goes on with episodes asks for it in every request; over shards that give them up it would train on in silence. */
function assertAgreed(episodes: Episodes, open: readonly OpenEpisode[] | undefined): void {
  const asked: Episodes = open === undefined ? 'fresh' : 'continue'
  if (asked !== episodes)
    throw new RangeError(
      `the shard was made with episodes: '${episodes}' and is asked for '${asked}'; give trainer and shards the same`,
    )
}

/** A sampler; when it cannot be made, nobody else would dispose of the lanes. */
function samplerOrDispose(settings: SinglePathSettings): SinglePathSampler {
  try {
    return singlePathSampler(settings)
  } catch (error) {
    settings.lanes.dispose()
    throw error
  }
}

function summarize(batch: Batch): EpisodeSummary[] {
  return batch.segments.map(({ lane, path, offset, length: steps, start, returnBefore, end }) => {
    let reward = 0
    let sum = returnBefore
    for (let row = offset; row < offset + steps; row++) {
      reward += batch.rewards[row]
      sum += batch.rewards[row]
    }
    return { lane, path, steps, reward, length: start + steps, return: sum, end }
  })
}
