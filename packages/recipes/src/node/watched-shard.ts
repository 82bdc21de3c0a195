import type { WorkerShard } from '@trpo/core'
import { ConfigError } from '../errors.ts'
import type { Pulse } from './pulse.ts'
import { watch } from './watch.ts'

/**
 * A worker's shard that can be stopped, since a pulse is called while its worker computes. A ConfigError loses its class on the
 * way between threads; it is made one again here.
 */
export function watchedShard(shard: WorkerShard, pulse: Pulse): WorkerShard {
  const watched = <T>(call: () => Promise<T>): Promise<T> => watch(asConfigErrorAgain(call), pulse)
  const passes = watched(() => shard.passes)
  const identity = watched(() => shard.identity)
  // The next caller hears of it.
  for (const told of [passes, identity]) told.catch(() => undefined)
  return {
    groups: shard.groups,
    passes,
    identity,
    collect: (request) => watched(() => shard.collect(request)),
    run: (pass, args) => watched(() => shard.run(pass, args)),
    play: (request) => watched(() => shard.play(request)),
    dispose: () => shard.dispose(),
  }
}

async function asConfigErrorAgain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError' && !(error instanceof ConfigError))
      throw new ConfigError(error.message, { cause: error })
    throw error
  }
}
