// An algorithm: section 4's penalty on the KL divergence, in place of the constraint.
import type { UpdateRule } from '@trpo/core'
import { addScaled, conjugateGradientAsync, dot } from '@trpo/linalg'

/**
 * Maximises L - C KL, as section 4 begins with. To second order the maximum is at x / C with A x = g (appendix C); the step
 * is halved until L - C KL has risen.
 */
export function penaltyUpdate(coefficient: number): UpdateRule {
  if (!(coefficient > 0 && coefficient < Infinity))
    throw new RangeError(`penaltyUpdate: the coefficient is ${coefficient}, expected a number above 0`)
  return {
    name: 'guide/penalty',
    settings: { coefficient },
    summary: `penalty on the KL divergence, C ${coefficient}`,
    measures: {
      kl: { title: 'Mean KL of the step', description: 'KL(old || new), the mean over the states.', unit: 'nats' },
      halvings: { title: 'Halvings', description: 'How often the step was halved.' },
    },
    async step(problem) {
      const { theta, surrogate } = problem
      const unmoved = (status: string) => ({ status, theta, numbers: { kl: Number.NaN, halvings: Number.NaN } })
      const gradient = await problem.gradient()
      if (!(dot(gradient, gradient) < Infinity)) return unmoved('notFinite')
      const metric = { size: theta.length, apply: async (v: Float64Array) => problem.fisherProduct(v) }
      const { value: direction } = await conjugateGradientAsync(metric, gradient, { maxIterations: 10 })
      for (let halvings = 0, scale = 1 / coefficient; halvings < 20; halvings++, scale /= 2) {
        const trial = addScaled(theta, scale, direction)
        const { surrogate: improved, kl } = await problem.evaluate(trial)
        if (improved - coefficient * kl > surrogate)
          return { status: 'accepted', theta: trial, numbers: { kl, halvings } }
      }
      // What is not accepted leaves theta as it was, bit for bit.
      return unmoved('noImprovement')
    },
  }
}
