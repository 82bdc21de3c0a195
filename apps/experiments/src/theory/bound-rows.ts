import { randomStream } from '@trpo/random'
import {
  type EvaluatedPolicy,
  evaluatePolicy,
  expectedImprovement,
  garnet,
  klBound,
  maxKlStep,
  randomPolicy,
  surrogateImprovement,
  theorem1,
} from '@trpo/tabular'

/** A size of the random processes of docs/theory.md. */
const SIZES = { states: 20, actions: 4, branching: 3 } as const

/** delta of the paper's experiments (Table 2). */
export const DELTA = 0.01

/** A random policy of a random process, evaluated. */
export function randomOld(seed: number, discount: number): EvaluatedPolicy {
  const random = randomStream(seed, 'theory')
  const mdp = garnet(random, { ...SIZES, discount })
  return evaluatePolicy(mdp, randomPolicy(random, mdp))
}

/** What the best step within a max KL does, and what the bounds say of it, all relative to the old policy. */
export interface BoundRow {
  /** D_KL^max of the step, in nats. */
  readonly maxKl: number
  /** L(new) - eta(old). */
  readonly surrogate: number
  /** eta(new) - eta(old). */
  readonly improvement: number
  /** |L(new) - eta(new)|, which the bounds are to cover. */
  readonly error: number
  /** What Theorem 1 takes off L. */
  readonly theorem1Penalty: number
  /** What Equation (9) takes off L. */
  readonly klPenalty: number
}

/** The row of the exact solution of Equation (11) with the given bound. */
export function boundRow(old: EvaluatedPolicy, maxKl: number): BoundRow {
  const next = evaluatePolicy(old.mdp, maxKlStep(old, maxKl))
  const surrogate = surrogateImprovement(old, next.policy)
  const improvement = expectedImprovement(old, next)
  return {
    maxKl,
    surrogate,
    improvement,
    error: Math.abs(surrogate - improvement),
    theorem1Penalty: theorem1(old, next).penalty,
    klPenalty: klBound(old, next).penalty,
  }
}

/** Numbers that are evenly spaced in their logarithm, both ends included. */
export function logarithmic(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)))
}
