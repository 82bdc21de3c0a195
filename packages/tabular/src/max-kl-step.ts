import { actionsIn } from './divergences.ts'
import type { EvaluatedPolicy } from './evaluated-policy.ts'
import { type PerStateStep, stepWithin } from './per-state-step.ts'
import type { TabularPolicy } from './policy.ts'
import { type StateProblem, stateProblem } from './state-problem.ts'

/**
 * Equation (11) solved exactly over all policies: argmax L_pi(pi~) subject to D_KL^max(pi, pi~) <= maxKl.
 *
 * The constraint bounds each state by itself and L is a sum over states, so each state is solved alone (`perStateStep`). States
 * that are never visited do not count in L; they make the step that they would make if they counted.
 *
 * Throws a RangeError when maxKl is not a finite number above 0.
 *
 * @param maxKl delta, in nats.
 */
export function maxKlStep(old: EvaluatedPolicy, maxKl: number): TabularPolicy {
  return policyOf(old, stepsWithin(stateProblems(old), maxKl))
}

/** The problem of each state. */
export function stateProblems({ mdp, policy, advantages }: EvaluatedPolicy): readonly StateProblem[] {
  const { states, actions } = mdp
  return Array.from({ length: states }, (_, s) =>
    stateProblem(actionsIn(policy, s), advantages.subarray(s * actions, (s + 1) * actions)),
  )
}

/** The step of each state within one bound common to all. */
export function stepsWithin(problems: readonly StateProblem[], maxKl: number): readonly PerStateStep[] {
  return problems.map((problem) => stepWithin(problem, maxKl))
}

/** The policy that the steps of all states make. */
export function policyOf({ mdp }: EvaluatedPolicy, steps: readonly PerStateStep[]): TabularPolicy {
  const { states, actions } = mdp
  const probabilities = new Float64Array(states * actions)
  for (const [s, step] of steps.entries()) probabilities.set(step.probabilities, s * actions)
  return { states, actions, probabilities }
}
