import type { AsyncShard, Shard } from '@trpo/core'

/** What is done around every call of a shard. */
export type Around = <T>(method: keyof Shard, call: () => T | Promise<T>) => Promise<T>

/** The same shard, with something around every call. */
export function aroundShard(shard: Shard, around: Around): AsyncShard {
  return {
    collect: (request) => around('collect', () => shard.collect(request)),
    baselineStatistics: (baseline) => around('baselineStatistics', () => shard.baselineStatistics(baseline)),
    advantages: (baseline) => around('advantages', () => shard.advantages(baseline)),
    standardize: (shift, scale) => around('standardize', () => shard.standardize(shift, scale)),
    gradient: () => around('gradient', () => shard.gradient()),
    fisherProduct: (v) => around('fisherProduct', () => shard.fisherProduct(v)),
    evaluate: (theta, normalizer) => around('evaluate', () => shard.evaluate(theta, normalizer)),
    openEpisodes: () => around('openEpisodes', () => shard.openEpisodes()),
    observationStatistics: () => around('observationStatistics', () => shard.observationStatistics()),
    dispose: () => around('dispose', () => shard.dispose()),
  }
}
