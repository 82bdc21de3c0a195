import type { WorkerShard } from '@trpo/core'
import { InputError } from '../errors.ts'
import { aroundShard } from './around-shard.ts'
import type { Pulse } from './pulse.ts'

/** Milliseconds between two pulses while a worker is waited for. */
const PULSE_EVERY = 50

/**
 * A worker's shard as this command needs it: a signal is heard while its worker computes, and the mistakes of the user
 * that a worker finds are InputErrors again, which do not cross threads as what they are.
 */
export function watchedShard(shard: WorkerShard, pulse: Pulse): WorkerShard {
  const watched = aroundShard(shard, async (method, call) =>
    method === 'dispose' ? call() : watch(asInputAgain(call), pulse),
  )
  return {
    ...watched,
    groups: shard.groups,
    ready: () =>
      watch(
        asInputAgain(() => shard.ready()),
        pulse,
      ),
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

async function asInputAgain<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError' && !(error instanceof InputError))
      throw new InputError(error.message, { cause: error })
    throw error
  }
}
