import type { Shard } from '@trpo/core'
import type { Pulse } from './pulse.ts'

/** The same shard, with a pulse before every call and during sampling: an update can be stopped between its parts. */
export function pulsingShard(shard: Shard, pulse: Pulse): Shard {
  return {
    async collect(request) {
      await pulse('sample', 0)
      return shard.collect({
        ...request,
        async progress(steps) {
          await pulse('sample', steps)
          await request.progress?.(steps)
        },
      })
    },
    async baselineStatistics(baseline) {
      await pulse('estimate')
      return shard.baselineStatistics(baseline)
    },
    async advantages(baseline) {
      await pulse('estimate')
      return shard.advantages(baseline)
    },
    async standardize(shift, scale) {
      await pulse('estimate')
      return shard.standardize(shift, scale)
    },
    async gradient() {
      await pulse('gradient')
      return shard.gradient()
    },
    async fisherProduct(v) {
      await pulse('fisher')
      return shard.fisherProduct(v)
    },
    async evaluate(theta, normalizer) {
      await pulse('line search')
      return shard.evaluate(theta, normalizer)
    },
    openEpisodes: () => shard.openEpisodes(),
    observationStatistics: () => shard.observationStatistics(),
    dispose: () => shard.dispose(),
  }
}
