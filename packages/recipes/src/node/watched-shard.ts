import type { WorkerShard } from '@trpo/core'
import { ConfigError } from '../errors.ts'
import type { Pulse } from './pulse.ts'

/** Milliseconds between two pulses while a worker is waited for. */
const PULSE_EVERY = 50

/**
 * A worker's shard that can be stopped: a pulse beats while its worker computes. Mistakes of the user's that a worker finds
 * are ConfigErrors again, which do not cross threads as what they are.
 */
export function watchedShard(shard: WorkerShard, pulse: Pulse): WorkerShard {
  const watched = <T>(call: () => Promise<T>): Promise<T> => watch(asConfigErrorAgain(call), pulse)
  const passes = watched(() => shard.passes)
  const identity = watched(() => shard.identity)
  // Who calls next hears of it.
  for (const told of [passes, identity]) told.catch(() => undefined)
  return {
    groups: shard.groups,
    passes,
    identity,
    collect: (request) => watched(() => shard.collect(request)),
    run: (pass, args) => watched(() => shard.run(pass, args)),
    dispose: () => shard.dispose(),
  }
}

/** What `work` gives, or what a pulse throws meanwhile: the worker is then not waited for. */
async function watch<T>(work: Promise<T>, pulse: Pulse): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const stopped = new Promise<never>((_, reject) => {
    timer = setInterval(() => pulse().catch(reject), PULSE_EVERY)
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    clearInterval(timer)
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
