import { exp, log } from '@trpo/math'
import { type EvaluatedPolicy, evaluatePolicy } from './evaluated-policy.ts'
import { surrogateImprovement } from './local-surrogate.ts'
import { policyOf, stateProblems, stepsWithin } from './max-kl-step.ts'
import type { FiniteMdp } from './mdp.ts'
import type { TabularPolicy } from './policy.ts'
import { rootOfDecreasing } from './root.ts'
import type { StateProblem } from './state-problem.ts'
import { penaltyCoefficient } from './theorem-1.ts'

/** One iteration of Algorithm 1. */
export interface Algorithm1Step {
  /**
   * `improved`: the maximum of M_i is above eta(pi_i). `stationary`: pi_i itself is the maximum, and `policy` is pi_i.
   */
  readonly status: 'improved' | 'stationary'
  /** pi_{i+1} = argmax M_i. */
  readonly policy: TabularPolicy
  /** C = 4 epsilon gamma / (1 - gamma)^2, with the epsilon of pi_i. */
  readonly penaltyCoefficient: number
  /** kappa = D_KL^max(pi_i, pi_{i+1}) in nats; 0 when stationary. */
  readonly maxKl: number
  /** M_i(pi_{i+1}) - M_i(pi_i): by Equation (10) eta rises by at least this. */
  readonly guaranteed: number
}

/**
 * One iteration of Algorithm 1, solved exactly over all policies:
 *
 *     pi_{i+1} = argmax_pi [L_{pi_i}(pi) - C D_KL^max(pi_i, pi)].
 *
 * With the divergence bounded by kappa the problem falls apart into states, whose best sums f_s(kappa) are concave with slope
 * lambda_s(kappa), the multiplier of `perStateStep`. So the maximum of sum_s rho(s) f_s(kappa) - C kappa is where
 *
 *     sum_s rho(s) lambda_s(kappa) = C,
 *
 * and its left side falls as kappa rises. For small steps it is kappa = (sum_s rho(s) sd_s / C)^2 / 2, with sd_s the standard
 * deviation of A(s, .) under pi_i, from where the search starts.
 *
 * Two cases are stationary: no action that some state takes differs from the others in advantage, and the actions that
 * no state takes are worth less than C, sum_s rho(s) max_a A(s, a) <= C; or epsilon = 0. The first is not always an
 * optimum: a deterministic policy stays as it is whenever gamma >= 1/5, however bad it is, since then
 * C >= epsilon / (1 - gamma).
 */
export function algorithm1Step(old: EvaluatedPolicy): Algorithm1Step {
  const coefficient = penaltyCoefficient(old)
  const problems = stateProblems(old)
  const maxKl = coefficient === 0 ? 0 : bestBound(problems, old.visitation, coefficient)
  const stay = { policy: old.policy, penaltyCoefficient: coefficient, maxKl: 0, guaranteed: 0 }
  if (maxKl === 0) return { status: 'stationary', ...stay }
  const policy = policyOf(old, stepsWithin(problems, maxKl))
  const guaranteed = surrogateImprovement(old, policy) - coefficient * maxKl
  // A step that consists of rounding alone would be no step.
  if (!(guaranteed > 0)) return { status: 'stationary', ...stay }
  return { status: 'improved', policy, penaltyCoefficient: coefficient, maxKl, guaranteed }
}

/** kappa at which the weighted multipliers sum to C, or 0 if they sum to less for every kappa above 0. */
function bestBound(problems: readonly StateProblem[], visitation: Float64Array, coefficient: number): number {
  const multipliers = (maxKl: number) =>
    stepsWithin(problems, maxKl).reduce((sum, { multiplier }, s) => sum + visitation[s] * multiplier, 0)
  let deviations = 0
  let leads = 0
  for (const [s, { spread, deviation, forbidden }] of problems.entries()) {
    deviations += visitation[s] * spread * deviation
    leads += visitation[s] * Math.max(spread, forbidden.excess)
  }
  // Without any difference between the actions taken, slopes are largest at 0, and finite.
  if (deviations === 0 && leads <= coefficient) return 0
  const target = log(coefficient)
  // f_s(kappa) <= max A gives lambda_s(kappa) <= max A / kappa.
  const most = log(leads) - target
  const guess = deviations === 0 ? most : 2 * (log(deviations) - target) - Math.LN2
  const root = rootOfDecreasing((x) => log(multipliers(exp(x))) - target, guess, -680, most, 1e-14)
  return root === undefined ? 0 : exp(root)
}

/** The result of `algorithm1`. */
export interface Algorithm1Result {
  /** The last policy, evaluated. */
  readonly last: EvaluatedPolicy
  /** `stationary`: the last policy maximises its own M. `iterationLimit`: all iterations were made. */
  readonly status: 'stationary' | 'iterationLimit'
  /** The iterations, in order; without the last where it was stationary. */
  readonly steps: readonly Algorithm1Step[]
  /** eta(pi_0), eta(pi_1), ...: one more than there are steps. It never falls. */
  readonly expectedReturns: readonly number[]
}

/**
 * Algorithm 1 from a policy: epsilon, C and the step are computed anew in each iteration.
 *
 * Steps are as small as the bound is loose: convergence takes some C / epsilon iterations or more. Throws a RangeError when
 * the policy is not one for the process, or `iterations` is not a whole number of at least 0.
 */
export function algorithm1(mdp: FiniteMdp, start: TabularPolicy, iterations: number): Algorithm1Result {
  if (!Number.isInteger(iterations) || iterations < 0) {
    throw new RangeError(`algorithm1: iterations is ${iterations}, expected a whole number of at least 0`)
  }
  let last = evaluatePolicy(mdp, start)
  const steps: Algorithm1Step[] = []
  const expectedReturns = [last.expectedReturn]
  for (let i = 0; i < iterations; i++) {
    const step = algorithm1Step(last)
    if (step.status === 'stationary') return { last, status: 'stationary', steps, expectedReturns }
    last = evaluatePolicy(mdp, step.policy)
    steps.push(step)
    expectedReturns.push(last.expectedReturn)
  }
  return { last, status: 'iterationLimit', steps, expectedReturns }
}
