import type { Batch, PartSettings } from '@trpo/samplers'
import type { GroupSamples } from '../../passes/pass.ts'

/**
 * The surrogate L as a function of the probabilities of the sampled actions: each state adds its weight times one term in the
 * K log probabilities of its actions. Eq 14, 15 and 16 differ in nothing else.
 *
 * Rows from .. from + rows are rows of the batch, all of one lane group.
 */
export interface SurrogateForm<B extends Batch> {
  /** Its name, such as `importance sampled (Eq 14)`. */
  readonly name: string
  /**
   * The settings that it was made with.
   * @default no settings
   */
  readonly settings?: PartSettings
  /** The columns that it reads. */
  readonly reads: readonly string[]
  /**
   * Writes weight x term of each state into `into` [rows].
   *
   * @param logProbs log pi(a_k | s) of the new policy, [rows, K]; may be overwritten
   */
  readonly terms: (
    samples: GroupSamples<B>,
    from: number,
    rows: number,
    logProbs: Float64Array,
    into: Float64Array,
  ) => void
  /**
   * Writes weight x term of each state at the policy that sampled into `into` [rows], with the bits that `terms` gives for
   * log pi_old.
   * @default terms
   */
  readonly startTerms?: (samples: GroupSamples<B>, from: number, rows: number, into: Float64Array) => void
  /** Writes weight x d term / d log pi(a_k | s) at the policy that sampled into `into` [rows, K]. */
  readonly slopes: (samples: GroupSamples<B>, from: number, rows: number, into: Float64Array) => void
}
