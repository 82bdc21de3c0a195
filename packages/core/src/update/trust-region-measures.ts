import type { Measures } from '../records/measure.ts'

/** Where L and what was expected of it are drawn. */
const SURROGATE = 'The surrogate L'

/**
 * The numbers of a trust-region step.
 *
 * @param maxKl the bound on the KL of a step
 */
export const trustRegionMeasures = (maxKl: number): Measures => ({
  surrogateBefore: {
    title: 'Surrogate before the step',
    chart: SURROGATE,
    description: 'L(theta_old), the weighted mean of the advantages.',
  },
  surrogateAfter: {
    title: 'Surrogate after the step',
    chart: SURROGATE,
    description: 'L at the accepted trial, or at the last one.',
  },
  expectedImprovement: {
    title: 'Expected improvement',
    chart: SURROGATE,
    description: "g's, the improvement that a linear L would give for the full step s.",
  },
  kl: {
    title: 'Size of the step',
    unit: 'nats',
    short: 'KL/delta',
    chart: 'Size of the step, KL / delta',
    bound: maxKl,
    description: 'KL(old || new) as the constraint measures it, at the accepted trial or at the last one.',
  },
  gradientNorm: { title: 'Norm of the gradient', description: '|g|_2, the gradient of L at theta_old.' },
  stepNorm: { title: 'Norm of the step', description: '|s|_2 of the step that was taken, or of the full step.' },
  backtracks: { title: 'Backtracks', chart: 'Line search', description: 'How often the full step was shrunk.' },
  products: { title: 'Fisher products', description: 'Products A v that conjugate gradient made.' },
  damping: {
    title: 'Damping',
    description: 'c in (A + cI)x = g: the absolute part, and the relative one times what the gradient sees of A.',
  },
  residual: { title: 'Residual', description: '|r| / |g| at the end of conjugate gradient.' },
})
