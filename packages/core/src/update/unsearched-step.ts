import type { Measures } from '../records/measure.ts'
import type { StepStatus } from './step-status.ts'
import { trustRegionMeasures } from './trust-region-measures.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'
import type { StepResult } from './update-rule.ts'

const { surrogateBefore, surrogateAfter, gradientNorm, stepNorm, products, residual } = trustRegionMeasures(1)

/** The numbers of every step that is not searched for. No bound holds its KL. */
export const unsearchedMeasures: Measures = {
  surrogateBefore,
  surrogateAfter,
  kl: {
    title: 'Size of the step',
    unit: 'nats',
    short: 'KL',
    chart: 'Size of the step',
    description: 'KL(old || new) as the constraint measures it, after the step; nothing bounds it.',
  },
  gradientNorm,
  stepNorm,
}

/** The numbers of conjugate gradient. */
export const solvedMeasures: Measures = { products, residual }

/** The result of a step that was not made. */
export function unmoved(
  { theta, surrogate }: TrustRegionProblem,
  status: StepStatus,
  gradientNorm: number,
  numbers: Readonly<Record<string, number>> = {},
): StepResult {
  const none = { surrogateAfter: Number.NaN, kl: Number.NaN, stepNorm: Number.NaN }
  return { status, theta, numbers: { surrogateBefore: surrogate, gradientNorm, ...none, ...numbers } }
}

/** The result of a step that is made whatever L and KL are, as long as both are finite. */
export async function moved(
  problem: TrustRegionProblem,
  gradientNorm: number,
  theta: Float64Array,
  stepNorm: number,
  numbers: Readonly<Record<string, number>> = {},
): Promise<StepResult> {
  const { surrogate, kl } = await problem.evaluate(theta)
  const reached = { surrogateAfter: surrogate, kl, stepNorm, ...numbers }
  if (!Number.isFinite(surrogate) || !Number.isFinite(kl)) return unmoved(problem, 'notFinite', gradientNorm, reached)
  return {
    status: 'accepted',
    theta,
    numbers: { surrogateBefore: problem.surrogate, gradientNorm, ...reached },
  }
}
