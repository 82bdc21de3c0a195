import { log } from '@trpo/math'
import type { Random } from '@trpo/random'
import { type FiniteMdp, finiteMdp } from '../mdp.ts'
import { type TabularPolicy, tabularPolicy } from '../policy.ts'

/** The sizes of a random process. */
export interface GarnetOptions {
  /** n, the number of states. */
  readonly states: number
  /** m, the number of actions. */
  readonly actions: number
  /** The number of states that each pair of state and action may lead to, from 1 to n. */
  readonly branching: number
  /** gamma. */
  readonly discount: number
}

/**
 * A random process of the Garnet family: each pair of state and action leads to `branching` states, drawn without
 * replacement, with probabilities drawn evenly from all distributions over them. Rewards of states are standard normal; the
 * first state is drawn from a distribution that is drawn evenly as well.
 *
 * Source: Archibald, McKinnon and Thomas (1995), On the generation of Markov decision processes, J. Oper. Res. Soc.
 * 46(3). Throws a RangeError when `branching` is not a whole number from 1 to n, and as `finiteMdp` does.
 */
export function garnet(random: Random, { states, actions, branching, discount }: GarnetOptions): FiniteMdp {
  if (!Number.isInteger(branching) || branching < 1 || branching > states) {
    throw new RangeError(`garnet: branching is ${branching}, expected a whole number from 1 to the ${states} states`)
  }
  const transitions = new Float64Array(states * actions * states)
  for (let i = 0; i < states * actions; i++) {
    const successors = drawWithoutReplacement(random, states, branching)
    const probabilities = drawDistribution(random, branching)
    for (const [k, next] of successors.entries()) transitions[i * states + next] = probabilities[k]
  }
  const rewards = Float64Array.from({ length: states }, () => random.normal())
  return finiteMdp({ states, actions, discount, transitions, rewards, initial: drawDistribution(random, states) })
}

/** A policy drawn evenly from all policies of a process: in each state, a uniform draw from all distributions. */
export function randomPolicy(random: Random, { states, actions }: FiniteMdp): TabularPolicy {
  const probabilities = new Float64Array(states * actions)
  for (let s = 0; s < states; s++) probabilities.set(drawDistribution(random, actions), s * actions)
  return tabularPolicy(states, actions, probabilities)
}

/** The first `count` of a random order of 0, 1, ..., n - 1. */
function drawWithoutReplacement(random: Random, n: number, count: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(n - i)
    const drawn = order[j]
    order[j] = order[i]
    order[i] = drawn
  }
  return order.slice(0, count)
}

/** A uniform draw from all distributions over n outcomes: n exponential draws, divided by their sum. */
function drawDistribution(random: Random, n: number): Float64Array {
  const drawn = Float64Array.from({ length: n }, () => -log(1 - random.uniform()))
  const total = drawn.reduce((sum, x) => sum + x, 0)
  return drawn.map((x) => x / total)
}
