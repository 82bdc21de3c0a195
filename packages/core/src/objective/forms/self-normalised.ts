import type { VineBatch } from '@trpo/samplers'
import { normalised } from '../../passes/normalised.ts'
import { oldLogProbs } from '../old-log-probs.ts'
import type { SurrogateForm } from './form.ts'

/**
 * Eq 16, where some actions were tried: the mean of the K values of Q by weights pi_theta / q that are divided by their sum. A
 * constant in Q changes only the constant of the term, so no baseline is needed.
 *
 * Deviates: Eq 16 prints pi_theta / pi_old, which is right where q = pi_old alone; the weights are pi_theta / q.
 *
 * It reads `actionAdvantages` [rows, K], which differ from Q by a constant in each state, and so does the term.
 */
export function selfNormalised(): SurrogateForm<VineBatch> {
  return {
    name: 'self-normalised (Eq 16)',
    reads: ['actionAdvantages', 'rolloutWeights'],
    terms(samples, from, rows, logProbs, into) {
      const { actionsPerState: count, logQ } = samples.batch
      const weights = samples.column('rolloutWeights')
      const advantages = samples.column('actionAdvantages')
      const shares = logProbs.subarray(0, rows * count)
      for (let i = 0; i < shares.length; i++) shares[i] -= logQ[from * count + i]
      normalised(shares, count)
      for (let row = 0; row < rows; row++)
        into[row] = weights[from + row] * meanOf(shares, row * count, advantages, (from + row) * count, count)
    },
    slopes(samples, from, rows, into) {
      const { actionsPerState: count, logQ } = samples.batch
      const weights = samples.column('rolloutWeights')
      const advantages = samples.column('actionAdvantages')
      const shares = into.subarray(0, rows * count)
      const first = (from - samples.rows.start) * count
      shares.set(samples.once(oldLogProbs).subarray(first, first + shares.length))
      for (let i = 0; i < shares.length; i++) shares[i] -= logQ[from * count + i]
      normalised(shares, count)
      for (let row = 0; row < rows; row++) {
        const mean = meanOf(shares, row * count, advantages, (from + row) * count, count)
        for (let k = 0; k < count; k++)
          shares[row * count + k] *= weights[from + row] * (advantages[(from + row) * count + k] - mean)
      }
    },
  }
}

/** The mean of `count` values by shares that sum to 1. */
function meanOf(
  shares: ArrayLike<number>,
  firstShare: number,
  values: ArrayLike<number>,
  firstValue: number,
  count: number,
): number {
  let sum = 0
  for (let k = 0; k < count; k++) sum += shares[firstShare + k] * values[firstValue + k]
  return sum
}
