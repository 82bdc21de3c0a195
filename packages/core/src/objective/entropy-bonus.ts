import type { RealArray } from '@trpo/networks'
import { type PolicyTape, policyAt } from '@trpo/policies'
import { type Batch, observationRows, type RowMemory } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock, rowsOf } from '../passes/blocks.ts'
import { added } from '../passes/combine.ts'
import type { Pass } from '../passes/pass.ts'
import { plusAll, plusWeighted } from '../passes/running-sums.ts'
import type { TrustRegionProblem } from '../update/trust-region-problem.ts'
import type { Objective } from './objective.ts'

/**
 * The same objective with L + bonus x the mean entropy of the policy over the states of the batch in place of L, which is meant
 * to keep a policy from settling early (Williams and Peng 1991; it is not in the paper). States count as they do in the mean KL.
 * The metric and the constraint are those of the objective.
 *
 * Each gradient and each trial takes a forward pass of its own, so that runs without a bonus pay nothing.
 *
 * Throws a RangeError unless the bonus is a finite number above 0.
 *
 * @param bonus what a nat of entropy is worth, in units of the advantages, which estimators standardise by default
 */
export function withEntropyBonus<B extends Batch, P extends TrustRegionProblem>(
  objective: Objective<B, P>,
  bonus: number,
): Objective<B, P> {
  if (!(bonus > 0 && Number.isFinite(bonus)))
    throw new RangeError(`bonus is ${bonus}; give a finite number above 0, or leave the entropy bonus out`)
  const entropy = entropyPass<B>()
  const gradient = entropyGradientPass<B>()
  return {
    ...objective,
    name: `${objective.name}, entropy bonus ${bonus}`,
    settings: { ...objective.settings, entropyBonus: bonus },
    passes: [...objective.passes, entropy, gradient],
    reads: [...new Set([...objective.reads, 'weights'])],
    async problem(shards, policy) {
      const objected = await objective.problem(shards, policy)
      const { problem } = objected
      const bonusAt = async (theta: Float64Array): Promise<readonly [bonus: number, weight: number]> => {
        const [sum, weight] = await shards.run(entropy, theta)
        return [(bonus * sum) / weight, weight]
      }
      const [atStart, weight] = await bonusAt(policy.theta)
      return {
        ...objected,
        problem: {
          ...problem,
          surrogate: problem.surrogate + atStart,
          async gradient() {
            const slopes = await shards.run(gradient)
            return (await problem.gradient()).map((value, i) => value + (bonus * slopes[i]) / weight)
          },
          async evaluate(theta) {
            const { surrogate, kl } = await problem.evaluate(theta)
            return { surrogate: surrogate + (await bonusAt(theta))[0], kl }
          },
        },
      }
    },
  }
}

/** Two sums with another theta: [weight x entropy in nats, weight]. */
function entropyPass<B extends Batch>(): Pass<B, [theta: Float64Array], Float64Array> {
  const entropies = new Float64Array(BLOCK_ROWS)
  let tape: PolicyTape | undefined
  const memory: RowMemory = {}
  return {
    name: 'entropy/value',
    over(samples, theta) {
      const { batch, rows: group, policy } = samples
      const weights = samples.column('weights')
      const trial = policyAt({ ...policy, theta })
      const sums = new Float64Array(2)
      forEachBlock(group.start, group.end, (from, rows) => {
        tape = trial.forward(observationRows(batch, from, rows, memory), rows, tape)
        policy.distribution.entropy(rows, tape.y, entropies)
        sums[0] = plusWeighted(sums[0], weights, from, entropies, rows)
        sums[1] = plusAll(sums[1], weights, from, rows)
      })
      return sums
    },
    combine: added,
  }
}

/** The sum of weight x the gradient of each state's entropy at the policy that sampled, [p]. */
function entropyGradientPass<B extends Batch>(): Pass<B, [], Float64Array> {
  let slopes = new Float64Array(0)
  let tape: PolicyTape | undefined
  const memory: RowMemory = {}
  return {
    name: 'entropy/gradient',
    over(samples) {
      const { batch, rows: group, policy } = samples
      const { network, distribution } = policy
      const size = distribution.parameterSize
      const weights = samples.column('weights')
      if (slopes.length < BLOCK_ROWS * size) slopes = new Float64Array(BLOCK_ROWS * size)
      const sum = new Float64Array(network.parameterCount)
      const sampler = policyAt(policy)
      forEachBlock(group.start, group.end, (from, rows) => {
        tape = sampler.forward(observationRows(batch, from, rows, memory), rows, tape)
        distribution.entropyGradient(rows, rowsOf<RealArray>(batch.mu, size, from, rows), slopes)
        for (let row = 0; row < rows; row++)
          for (let i = row * size; i < (row + 1) * size; i++) slopes[i] *= weights[from + row]
        network.vjp(tape.networkTape, slopes, sum)
      })
      return sum
    },
    combine: added,
  }
}
