import type { Measures } from '../run/measure.ts'

/** The numbers of a trust-region step. */
export const trustRegionMeasures: Measures = {
  surrogateBefore: {
    title: 'Surrogate before the step',
    description: 'L(theta_old), the weighted mean of the advantages.',
  },
  surrogateAfter: {
    title: 'Surrogate after the step',
    description: 'L at the accepted trial, or at the last one.',
  },
  expectedImprovement: {
    title: 'Expected improvement',
    description: "g's, the improvement that a linear L would give for the full step s.",
  },
  kl: {
    title: 'Size of the step',
    unit: 'nats',
    description: 'KL(old || new) as the constraint measures it, at the accepted trial or at the last one.',
  },
  gradientNorm: { title: 'Norm of the gradient', description: '|g|_2, the gradient of L at theta_old.' },
  stepNorm: { title: 'Norm of the step', description: '|s|_2 of the step that was taken, or of the full step.' },
  backtracks: { title: 'Backtracks', description: 'How often the full step was shrunk.' },
  products: { title: 'Fisher products', description: 'Products A v that conjugate gradient made.' },
  damping: {
    title: 'Damping',
    description: 'c in (A + cI)x = g: the absolute part, and the relative one times what the gradient sees of A.',
  },
  residual: { title: 'Residual', description: '|r| / |g| at the end of conjugate gradient.' },
}
