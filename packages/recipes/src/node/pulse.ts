import type { Shard } from '@trpo/core'

/**
 * A function that is called often during an iteration: before every part of it and every call of a shard, during sampling, and
 * while a worker is waited for. It can let timers and signals be heard, and can throw to stop the iteration.
 *
 * @param part the part of the iteration, by its name in `timings`; undefined while the last one continues
 * @param steps the number of steps sampled in the iteration so far; undefined when it has not changed
 */
export type Pulse = (part?: string, steps?: number) => Promise<void>

/** The same shard with a pulse before every call, so that an update can be stopped between its parts. */
export function pulsingShard(shard: Shard, pulse: Pulse): Shard {
  const { play } = shard
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
    ...(play && {
      async play(request) {
        await pulse()
        return play.call(shard, request)
      },
    }),
    dispose: () => shard.dispose(),
  }
}
