import { addScaled, norm } from '@trpo/linalg'
import { assertKnownKeys } from '@trpo/samplers'
import { moved, unmoved, unsearchedMeasures } from './unsearched-step.ts'
import type { UpdateRule } from './update-rule.ts'

/** Settings of the plain policy gradient. */
export interface PlainGradientOptions {
  /** delta of Eq 18, above 0: half the square of the step's length in the parameters. */
  readonly delta: number
}

/**
 * The plain policy gradient as the trust region of Eq 18: L is maximised subject to |theta - theta_old|^2 / 2 <= delta, so the
 * step is sqrt(2 delta) g / |g|. L and KL after it are computed for the record alone.
 *
 * Throws a TypeError that names an unknown setting, and a RangeError unless delta is a finite number above 0.
 */
export function plainGradientUpdate(given: PlainGradientOptions): UpdateRule {
  assertKnownKeys('plainGradientUpdate', given, ['delta'])
  const { delta } = given
  if (!(delta > 0 && delta < Infinity)) throw new RangeError(`delta is ${delta}; give a number above 0`)
  const reach = Math.sqrt(2 * delta)
  return {
    name: 'plain gradient',
    summary: `policy gradient, steps of length ${Number(reach.toPrecision(3))}`,
    measures: unsearchedMeasures,
    settings: { delta },
    async step(problem) {
      const gradient = await problem.gradient()
      const length = norm(gradient)
      if (!Number.isFinite(length)) return unmoved(problem, 'notFinite', length)
      if (length === 0) return unmoved(problem, 'zeroGradient', length)
      return moved(problem, length, addScaled(problem.theta, reach / length, gradient), reach)
    },
  }
}
