import { expArray } from '@trpo/math'
import type { SingleActionBatch } from '@trpo/samplers'
import type { GroupSamples } from '../../passes/pass.ts'
import { oldLogProbs } from '../old-log-probs.ts'
import type { SurrogateForm } from './form.ts'

/**
 * Eq 14 with q = pi_old, the form of the single path procedure: the term of a state is ratio x A of its one action.
 *
 * The ratio at theta_old is exactly 1, since it is exp of a difference of equal bits.
 */
export function importanceSampled(): SurrogateForm<SingleActionBatch> {
  return {
    name: 'importance sampled (Eq 14)',
    reads: ['advantages', 'weights'],
    terms(samples, from, rows, logProbs, into) {
      const old = samples.once(oldLogProbs)
      const weights = samples.column('weights')
      const advantages = samples.column('advantages')
      const first = from - samples.rows.start
      for (let row = 0; row < rows; row++) logProbs[row] -= old[first + row]
      expArray(logProbs, logProbs, rows)
      for (let row = 0; row < rows; row++) into[row] = weights[from + row] * logProbs[row] * advantages[from + row]
    },
    startTerms: weightedAdvantages,
    slopes: weightedAdvantages,
  }
}

/** At ratio 1 the term is the advantage, and so is its slope in log pi. */
function weightedAdvantages(
  samples: GroupSamples<SingleActionBatch>,
  from: number,
  rows: number,
  into: Float64Array,
): void {
  const weights = samples.column('weights')
  const advantages = samples.column('advantages')
  for (let row = 0; row < rows; row++) into[row] = weights[from + row] * advantages[from + row]
}
