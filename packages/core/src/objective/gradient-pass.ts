import type { RealArray } from '@trpo/networks'
import { type PolicyTape, policyAt } from '@trpo/policies'
import { type Batch, observationRows, type RowMemory } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock, rowsOf } from '../passes/blocks.ts'
import { added } from '../passes/combine.ts'
import type { Pass } from '../passes/pass.ts'
import { repeated, sumOverActions } from './each-action.ts'
import type { SurrogateForm } from './forms/form.ts'

/**
 * The sum of weight x the gradient of each state's term at the policy that sampled, [p]: J' times the slopes of the form
 * times d log pi / d mu.
 *
 * It recomputes mu and throws when a row differs from what was sampled in a single bit: ratio and KL at theta_old would
 * not be 1 and 0, and no later number could be trusted.
 */
export function gradientPass<B extends Batch>(form: SurrogateForm<B>): Pass<B, [], Float64Array> {
  let scores = new Float64Array(0)
  let slopes = new Float64Array(0)
  let tape: PolicyTape | undefined
  const memory: RowMemory = {}
  return {
    name: 'surrogate/gradient',
    over(samples) {
      const { batch, rows: group, policy } = samples
      const { actionsPerState, actionSize, parameterSize } = batch
      const { network, distribution } = policy
      if (group.start === group.end) return new Float64Array(0)
      if (slopes.length < BLOCK_ROWS * actionsPerState) slopes = new Float64Array(BLOCK_ROWS * actionsPerState)
      if (scores.length < slopes.length * parameterSize) scores = new Float64Array(slopes.length * parameterSize)
      const sum = new Float64Array(network.parameterCount)
      const sampler = policyAt(policy)
      forEachBlock(group.start, group.end, (from, rows) => {
        const actions = rowsOf(batch.actions, actionsPerState * actionSize, from, rows)
        const sampled = rowsOf<RealArray>(batch.mu, parameterSize, from, rows)
        tape = sampler.forward(observationRows(batch, from, rows, memory), rows, tape)
        assertSameBits(tape.y, sampled, from, parameterSize)
        const count = rows * actionsPerState
        distribution.logProbGradient(count, repeated(sampled, rows, batch), actions, scores)
        form.slopes(samples, from, rows, slopes)
        for (let action = 0; action < count; action++)
          for (let i = action * parameterSize; i < (action + 1) * parameterSize; i++) scores[i] *= slopes[action]
        sumOverActions(scores, rows, actionsPerState, parameterSize)
        network.vjp(tape.networkTape, scores, sum)
      })
      return sum
    },
    combine: added,
  }
}

function assertSameBits(recomputed: RealArray, sampled: RealArray, firstRow: number, parameterSize: number): void {
  for (let i = 0; i < sampled.length; i++)
    if (!Object.is(recomputed[i], sampled[i]))
      throw new Error(
        `mu of row ${firstRow + Math.floor(i / parameterSize)} is ${recomputed[i]} when recomputed and was ${sampled[i]} when sampled; the network's rows must not depend on each other, and theta and normaliser must be those that sampled`,
      )
}
