import { log } from '@trpo/math'
import { randomStream } from '@trpo/random'
import { choicesOf } from './choices.ts'
import { type ActionProposal, assertSeveralActions } from './proposal.ts'

/**
 * K actions drawn uniformly, with replacement, from the choices there are: "the uniform distribution works well on discrete
 * tasks, where it can sometimes achieve better exploration" (section 5.2). Draws are counted by (iteration, n, k) under the
 * purpose `branch action`.
 *
 * Throws a RangeError unless K is a whole number of at least 2; its sampler throws one where actions are not choices.
 *
 * @param count K, the number of actions in a state
 */
export function uniformActions(count: number): ActionProposal<false> {
  assertSeveralActions(count, 'uniformActions')
  return {
    name: `${count} uniform actions`,
    settings: { actions: count },
    every: false,
    create({ seed }, spec) {
      const choices = choicesOf(spec, 'uniformActions')
      const stream = randomStream(seed, 'branch action')
      const logProb = -choices.reduce((sum, n) => sum + log(n), 0)
      return {
        actionsPerState: count,
        propose({ iteration, rows, states }, actions, logQ) {
          for (let row = 0; row < rows; row++)
            for (let k = 0; k < count; k++) {
              const at = row * count + k
              stream.seek(iteration, states[row], k)
              for (const [i, n] of choices.entries()) actions[at * choices.length + i] = stream.integer(n)
              logQ[at] = logProb
            }
        },
      }
    },
  }
}
