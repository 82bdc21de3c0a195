import type { Shard } from '@trpo/core'

/**
 * Called often during an iteration: before every part of it and every call of a shard, while it samples, and while a worker is
 * waited for. It may let timers and signals be heard, and throw to stop.
 *
 * @param part of the iteration, by the name that it has in `timings`; still the last one when undefined
 * @param steps sampled in the iteration so far; as many as before when undefined
 */
export type Pulse = (part?: string, steps?: number) => Promise<void>

/** The same shard, with a pulse before every call: an update can be stopped between its parts. */
export function pulsingShard(shard: Shard, pulse: Pulse): Shard {
  return {
    passes: shard.passes,
    identity: shard.identity,
    async collect(request) {
      await pulse()
      return shard.collect(request)
    },
    async run(pass, args) {
      await pulse()
      return shard.run(pass, args)
    },
    dispose: () => shard.dispose(),
  }
}
