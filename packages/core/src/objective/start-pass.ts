import type { Batch } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock, rowsOf } from '../passes/blocks.ts'
import { added } from '../passes/combine.ts'
import type { Pass } from '../passes/pass.ts'
import { plusAll, plusWeighted } from '../passes/running-sums.ts'
import type { SurrogateForm } from './forms/form.ts'
import { oldLogProbs } from './old-log-probs.ts'

/** Three sums at the policy that sampled: [weight x term of L, weight, weight x entropy in nats]. */
export function startPass<B extends Batch>(form: SurrogateForm<B>): Pass<B, [], Float64Array> {
  const terms = new Float64Array(BLOCK_ROWS)
  const entropies = new Float64Array(BLOCK_ROWS)
  const startTerms =
    form.startTerms ??
    ((samples, from, rows, into) => {
      const old = samples.once(oldLogProbs)
      const logProbs = rowsOf(old, samples.batch.actionsPerState, from - samples.rows.start, rows).slice()
      form.terms(samples, from, rows, logProbs, into)
    })
  return {
    name: 'surrogate/start',
    over(samples) {
      const { batch, rows: group, policy } = samples
      const { parameterSize } = batch
      const weights = samples.column('weights')
      const sums = new Float64Array(3)
      forEachBlock(group.start, group.end, (from, rows) => {
        startTerms(samples, from, rows, terms)
        policy.distribution.entropy(rows, rowsOf(batch.mu, parameterSize, from, rows), entropies)
        sums[0] = plusAll(sums[0], terms, 0, rows)
        sums[1] = plusAll(sums[1], weights, from, rows)
        sums[2] = plusWeighted(sums[2], weights, from, entropies, rows)
      })
      return sums
    },
    combine: added,
  }
}
