import { expectThat } from '@trpo/math/expectations'
import type { Frame } from './frame.ts'

/** The name of the check that observations are the stacks of frames that they are said to be. */
export const STACK_CHECK =
  'an observation is the last spec.frameStack frames of the episode, and its first one before there are so many'

/**
 * Throws unless the observations of a run are stacks of k frames: after a reset k equal ones, and after each step those before
 * without the oldest, and a new one. Samplers that rely on it would otherwise store other observations than a policy has seen.
 */
export function expectStacks(run: readonly Frame[], k: number): void {
  for (const [n, { observation }] of run.entries()) {
    const size = observation.length / k
    const begins = n === 0 || run[n - 1].terminated || run[n - 1].truncated
    for (let i = 0; i < observation.length - size; i++) {
      const expected = begins ? observation[i + size] : run[n - 1].observation[i + size]
      const why = begins ? 'all frames are the first one after a reset' : 'the frame has moved up from there'
      expectThat(
        Object.is(observation[i], expected),
        `frame ${n}: entry ${i} of the stack is ${observation[i]}, expects ${expected}: ${why}`,
      )
    }
  }
}
