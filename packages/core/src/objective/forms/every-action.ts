import { expArray } from '@trpo/math'
import type { VineBatch } from '@trpo/samplers'
import { oldLogProbs } from '../old-log-probs.ts'
import type { SurrogateForm } from './form.ts'

/**
 * Eq 15, where every action was tried in each state: the sum over them of pi_theta(a_k|s) Q(s, a_k), exact but for Q.
 *
 * It reads `actionAdvantages` [rows, K], which differ from Q by a constant in each state, and so does the term.
 */
export function everyActionForm(): SurrogateForm<VineBatch<true>> {
  return {
    name: 'every action (Eq 15)',
    reads: ['actionAdvantages', 'rolloutWeights'],
    terms(samples, from, rows, logProbs, into) {
      const { actionsPerState: count } = samples.batch
      const weights = samples.column('rolloutWeights')
      const advantages = samples.column('actionAdvantages')
      expArray(logProbs, logProbs, rows * count)
      for (let row = 0; row < rows; row++) {
        let sum = 0
        for (let k = 0; k < count; k++) sum += logProbs[row * count + k] * advantages[(from + row) * count + k]
        into[row] = weights[from + row] * sum
      }
    },
    slopes(samples, from, rows, into) {
      const { actionsPerState: count } = samples.batch
      const weights = samples.column('rolloutWeights')
      const advantages = samples.column('actionAdvantages')
      const first = (from - samples.rows.start) * count
      expArray(samples.once(oldLogProbs).subarray(first, first + rows * count), into, rows * count)
      for (let row = 0; row < rows; row++)
        for (let k = 0; k < count; k++)
          into[row * count + k] *= weights[from + row] * advantages[(from + row) * count + k]
    },
  }
}
