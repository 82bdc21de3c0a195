import type { Transition } from './environment.ts'
import { transitionFault } from './transition-check.ts'

/**
 * Throws a TypeError unless a step returned a number and truth values. One reader would take `1` in place of `true` for the end
 * of an episode, and another would not.
 *
 * @param name of the environment
 * @param lane that it stepped in, if there is one
 */
export function assertTransition(result: unknown, name: string, lane?: number): asserts result is Transition {
  const wrong = transitionFault(result)
  if (wrong === undefined) return
  throw new TypeError(
    `${lane === undefined ? '' : `lane ${lane}: `}step() of ${name} returned ${wrong}, expects { reward: number, terminated: boolean, truncated?: boolean }`,
  )
}
