import { mergeStatistics, normalizerFrom, type ObservationStatistics } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import type { ObjectiveProblem } from '../objective/objective.ts'
import { assertFiniteData } from '../passes/data-error.ts'
import { observationStatisticsPass } from '../passes/observation-statistics.ts'
import type { Shards } from '../shard/shards.ts'

const SCALE_OBSERVATIONS =
  'the observations of this batch are so large that sums of their squares overflow; scale them down in the environment'

/** The statistics after this batch, and the divergence that the step and the change of normaliser cause together. */
export async function nextNormalizer<B extends Batch>(
  shards: Shards<B>,
  observations: ObservationStatistics,
  objected: ObjectiveProblem,
  theta: Float64Array,
): Promise<{ readonly seen: ObservationStatistics; readonly kl: number }> {
  const seen = (await shards.run(observationStatisticsPass)).reduce(mergeStatistics, observations)
  assertFiniteData('a statistic of the observations', [...seen.mean, ...seen.m2], SCALE_OBSERVATIONS)
  return { seen, kl: await objected.divergence({ theta, normalizer: normalizerFrom(seen) }) }
}
