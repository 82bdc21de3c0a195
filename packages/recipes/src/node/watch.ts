import type { Pulse } from './pulse.ts'

/** The milliseconds between two pulses while a worker is waited for. */
const PULSE_EVERY = 50

/** Gives what `work` gives, unless a pulse throws meanwhile: the worker is then no longer waited for. */
export async function watch<T>(work: Promise<T>, pulse: Pulse): Promise<T> {
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
