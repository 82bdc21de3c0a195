import { algorithm1Step, evaluatePolicy, expectedImprovement } from '@trpo/tabular'
import { boundRow, DELTA, randomOld } from './bound-rows.ts'

/** The numbers of one step that docs/theory.md states. */
export interface StepNumbers {
  /** epsilon = max |A|. */
  readonly epsilon: number
  /** C = 4 epsilon gamma / (1 - gamma)^2. */
  readonly coefficient: number
  /** The max KL of Algorithm 1's step. */
  readonly kappa: number
  /** What Equation (10) promises for that step. */
  readonly guaranteed: number
  /** What it really raises eta by. */
  readonly rise: number
  /** The largest max KL at which Equation (9) still promises no loss, along the solutions of Equation (11). */
  readonly lastPromise: number
  /** What the step of Equation (11) with delta = 0.01 raises eta by, what L is wrong by, and what Equation (9) takes off. */
  readonly delta: { readonly rise: number; readonly error: number; readonly penalty: number }
}

/** The numbers for the random policy of one seed and discount. */
export function stepNumbers(seed: number, discount: number): StepNumbers {
  const old = randomOld(seed, discount)
  const step = algorithm1Step(old)
  const { improvement, error, klPenalty } = boundRow(old, DELTA)
  // Bisection: Equation (9) promises something at kappa, and nothing far above it.
  let [promises, fails] = [step.maxKl, 100 * step.maxKl]
  for (let i = 0; i < 40; i++) {
    const middle = Math.sqrt(promises * fails)
    const row = boundRow(old, middle)
    if (row.surrogate >= row.klPenalty) promises = middle
    else fails = middle
  }
  return {
    epsilon: old.maxAdvantage,
    coefficient: step.penaltyCoefficient,
    kappa: step.maxKl,
    guaranteed: step.guaranteed,
    rise: expectedImprovement(old, evaluatePolicy(old.mdp, step.policy)),
    lastPromise: promises,
    delta: { rise: improvement, error, penalty: klPenalty },
  }
}
