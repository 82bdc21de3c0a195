import type { Pulse } from '@trpo/recipes/node'
import { InterruptedError } from '@trpo/runs'

/** Milliseconds between two turns of the event loop. */
const TURN_EVERY = 50

/**
 * A pulse. A thread hears no signal while it computes, so every 50 ms a pulse lets the event loop turn once.
 *
 * @param interrupted whether to stop
 * @param show is called after every pulse that let the loop turn
 */
export function createPulse(interrupted: () => boolean, show: (part: string, steps: number) => void): Pulse {
  let last = performance.now()
  let current = 'sample'
  let sampled = 0
  return async (part = current, steps) => {
    current = part
    if (steps !== undefined) sampled = steps
    if (performance.now() - last >= TURN_EVERY) {
      show(part, sampled)
      await new Promise<void>((resolve) => setImmediate(resolve))
      last = performance.now()
    }
    if (interrupted()) throw new InterruptedError('interrupted')
  }
}
