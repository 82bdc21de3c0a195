import type { Phase, Pulse } from '@trpo/recipes/node'
import { InterruptedError } from '@trpo/runs'

/** Milliseconds between two turns of the event loop. */
const TURN_EVERY = 50

/**
 * A pulse. A thread hears no signal while it computes: every 50 ms a pulse lets the event loop turn once.
 *
 * @param interrupted whether to stop
 * @param show hears of every pulse that let the loop turn
 */
export function createPulse(interrupted: () => boolean, show: (phase: Phase, steps: number) => void): Pulse {
  let last = performance.now()
  let current: Phase = 'sample'
  let sampled = 0
  return async (phase = current, steps) => {
    current = phase
    if (steps !== undefined) sampled = steps
    if (performance.now() - last >= TURN_EVERY) {
      show(phase, sampled)
      await new Promise<void>((resolve) => setImmediate(resolve))
      last = performance.now()
    }
    if (interrupted()) throw new InterruptedError('interrupted')
  }
}
