import { randomStream } from '@trpo/random'
import { rowNoise } from '../single-path/row-noise.ts'
import { type ActionProposal, assertSeveralActions } from './proposal.ts'

/**
 * K actions of the policy itself, q = pi_old: what "we found to work well on continuous problems" (section 5.2). Draws are
 * counted by (iteration, n, k) under the purpose `branch action`.
 *
 * Throws a RangeError unless K is a whole number of at least 2.
 *
 * @param count K, the number of actions in a state
 */
export function policyActions(count: number): ActionProposal<false> {
  assertSeveralActions(count, 'policyActions')
  return {
    name: `${count} actions of the policy`,
    settings: { actions: count },
    every: false,
    create({ policy: { distribution }, seed }) {
      const { actionSize, parameterSize } = distribution
      const noise = rowNoise(distribution, randomStream(seed, 'branch action'), count)
      const repeated = new Float64Array(count * parameterSize)
      return {
        actionsPerState: count,
        propose({ iteration, rows, states, mu }, actions, logQ) {
          for (let row = 0; row < rows; row++) {
            const ofRow = mu.subarray(row * parameterSize, (row + 1) * parameterSize)
            for (let k = 0; k < count; k++) {
              repeated.set(ofRow, k * parameterSize)
              noise.place(k, states[row], k)
            }
            const into = actions.subarray(row * count * actionSize, (row + 1) * count * actionSize)
            distribution.sample(count, repeated, noise.draw(iteration, count), into)
            distribution.logProb(count, repeated, into, logQ.subarray(row * count, (row + 1) * count))
          }
        },
      }
    },
  }
}
