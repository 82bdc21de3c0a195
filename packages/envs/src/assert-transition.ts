import type { Transition } from './environment.ts'
import { transitionFault } from './transition-check.ts'

/**
 * Throws a TypeError unless what a step returned is made of a number and truth values: `1` in place of `true` would be taken for
 * no end by one reader and for an end by another.
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
