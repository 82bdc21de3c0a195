import {
  algorithm1Step,
  conservativeStep,
  type EvaluatedPolicy,
  evaluatePolicy,
  greedyPolicy,
  maxKlStep,
  policyIteration,
  type TabularPolicy,
  uniformPolicy,
} from '@trpo/tabular'
import { DELTA, randomOld } from './bound-rows.ts'

/** One way from a policy to the next. */
type Step = (old: EvaluatedPolicy) => TabularPolicy

/** The methods of sections 2 and 3 and Equation (11), all exact. */
export const METHODS: Readonly<Record<string, Step>> = {
  'policy iteration': greedyPolicy,
  [`Equation 11, delta ${DELTA}`]: (old) => maxKlStep(old, DELTA),
  'conservative policy iteration': (old) => conservativeStep(old).policy,
  'Algorithm 1': (old) => algorithm1Step(old).policy,
}

/** How far a method is after some iterations. */
export interface MethodRow {
  readonly method: string
  /** Counted from 1, so that the start has a place on a logarithmic axis: 1 is the policy after no step. */
  readonly iteration: number
  /** (eta - eta(uniform)) / (eta(optimal) - eta(uniform)). */
  readonly share: number
}

/** The progress of each method from the uniform policy to the optimum of one random process. Later rows are thinned out. */
export function methodRows(seed: number, discount: number, iterations: number): MethodRow[] {
  const { mdp } = randomOld(seed, discount)
  const start = evaluatePolicy(mdp, uniformPolicy(mdp))
  const gap = policyIteration(mdp).optimal.expectedReturn - start.expectedReturn
  return Object.entries(METHODS).flatMap(([method, step]) => {
    const rows: MethodRow[] = []
    let current = start
    let last = 0
    for (let iteration = 1; iteration <= iterations; iteration++) {
      if (iteration >= 1.03 * last || iteration === iterations) {
        rows.push({ method, iteration, share: (current.expectedReturn - start.expectedReturn) / gap })
        last = iteration
      }
      if (iteration < iterations) current = evaluatePolicy(mdp, step(current))
    }
    return rows
  })
}

/** The number of steps after which a method has this share of the way behind it. Undefined when it never has. */
export function stepsTo(rows: readonly MethodRow[], method: string, share: number): number | undefined {
  const found = rows.find((row) => row.method === method && row.share >= share)
  return found === undefined ? undefined : found.iteration - 1
}
