import type { Batch } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock, rowsOf } from '../passes/blocks.ts'
import { added } from '../passes/combine.ts'
import type { Pass } from '../passes/pass.ts'
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
      let [surrogate, weight, entropy] = [0, 0, 0]
      forEachBlock(group.start, group.end, (from, rows) => {
        startTerms(samples, from, rows, terms)
        policy.distribution.entropy(rows, rowsOf(batch.mu, parameterSize, from, rows), entropies)
        for (let row = 0; row < rows; row++) {
          surrogate += terms[row]
          weight += weights[from + row]
          entropy += weights[from + row] * entropies[row]
        }
      })
      return Float64Array.of(surrogate, weight, entropy)
    },
    combine: added,
  }
}
