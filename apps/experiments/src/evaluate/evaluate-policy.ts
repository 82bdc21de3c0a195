import { type ActionChoice, type ActorRequest, actorOf } from './actor.ts'

/** Mean, population standard deviation and extremes of some numbers. */
interface Spread {
  readonly mean: number
  readonly std: number
  readonly min: number
  readonly max: number
}

/** Returns (undiscounted) and lengths of the episodes of an evaluation. */
export interface PolicyEvaluation {
  readonly choice: ActionChoice
  readonly episodes: number
  readonly returns: Spread
  readonly lengths: Spread
  /** Episodes that reached the limit of `maxSteps` before they ended. */
  readonly cut: number
}

/** What to run. */
export interface EvaluationRequest extends ActorRequest {
  readonly episodes: number
  /** Steps after which an episode is given up. */
  readonly maxSteps: number
}

/**
 * Runs whole episodes, with the draws that `actorOf` says.
 *
 * Throws an InputError when the environment gives a number that is not finite.
 */
export function evaluatePolicy(request: EvaluationRequest): PolicyEvaluation {
  const { choice, episodes, maxSteps } = request
  const actor = actorOf(request)
  const returns: number[] = []
  const lengths: number[] = []
  let cut = 0
  for (let episode = 0; episode < episodes; episode++) {
    actor.begin(episode)
    let total = 0
    let step = 0
    for (let over = false; !over; ) {
      const result = actor.step(episode, step)
      total += result.reward
      step++
      over = result.over
      if (!over && step >= maxSteps) {
        cut++
        over = true
      }
    }
    returns.push(total)
    lengths.push(step)
  }
  return { choice, episodes, returns: spreadOf(returns), lengths: spreadOf(lengths), cut }
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  // Math.min(...values) would overflow the stack with so many arguments.
  const min = values.reduce((a, b) => Math.min(a, b))
  const max = values.reduce((a, b) => Math.max(a, b))
  return { mean, std: Math.sqrt(variance), min, max }
}
