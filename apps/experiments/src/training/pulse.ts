import { InterruptedError } from '../errors.ts'

/** The parts of an iteration, as progress shows them. */
export type Phase = 'sample' | 'estimate' | 'gradient' | 'fisher' | 'line search'

/** Called often during an iteration: lets timers and signals be heard, and throws an InterruptedError once one was. The phase is the last one unless given. */
export type Pulse = (phase?: Phase, steps?: number) => Promise<void>

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
