import { assertTransition } from '../assert-transition.ts'
import { type Environment, isRestorable, type RestorableEnvironment } from '../environment.ts'
import { handedOn } from './derive.ts'

/** A snapshot of a time-limited environment: the inner environment's, and how many steps the episode has had. */
export interface TimeLimitSnapshot<S> {
  /** The snapshot of the inner environment. */
  readonly inner: S
  /** Steps since the last reset. */
  readonly elapsed: number
}

/**
 * Truncates every episode after `steps` steps, and sets `spec.timeLimit`.
 *
 * The limit stops the episode from outside: the last state keeps its value and `terminated` stays false. When the
 * inner environment terminates in the very step that reaches the limit, it has terminated: `terminated` is true and
 * `truncated` false, since nothing was cut off. Of two limits, one within the other, the smaller is in force.
 *
 * Throws a RangeError unless `steps` is an integer of at least 1.
 */
export function timeLimit<S>(
  environment: RestorableEnvironment<S>,
  steps: number,
): RestorableEnvironment<TimeLimitSnapshot<S>>
export function timeLimit(environment: Environment, steps: number): Environment
export function timeLimit(inner: Environment, steps: number): Environment {
  assertTimeLimit(steps)
  let elapsed = 0
  const limited: Environment = {
    spec: { ...inner.spec, timeLimit: Math.min(steps, inner.spec.timeLimit ?? steps) },
    reset(random) {
      inner.reset(random)
      elapsed = 0
    },
    step(action, random) {
      const result: unknown = inner.step(action, random)
      assertTransition(result, inner.spec.name)
      const { reward, terminated, truncated, info } = result
      elapsed += 1
      const limited = { reward, terminated, truncated: !terminated && (truncated === true || elapsed >= steps) }
      return info === undefined ? limited : { ...limited, info }
    },
    observe: (into) => inner.observe(into),
    ...handedOn(inner),
  }
  if (!isRestorable(inner)) return limited
  const restorable: RestorableEnvironment<TimeLimitSnapshot<unknown>> = {
    ...limited,
    snapshot: () => ({ inner: inner.snapshot(), elapsed }),
    restore(snapshot) {
      inner.restore(snapshot.inner)
      elapsed = snapshot.elapsed
    },
  }
  return restorable
}

/** Throws a RangeError unless `steps` is an integer of at least 1. */
export function assertTimeLimit(steps: number): void {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`time limit is ${steps} steps, expects an integer of at least 1`)
  }
}
