import type { RealArray } from '@trpo/math'
import type { AdamState } from './adam-state.ts'

/** What a network is fitted to: n rows, in either precision. */
export interface FitRows {
  /** [n, inputSize]. */
  readonly inputs: RealArray
  /** What the outputs should be, [n, outputSize]. */
  readonly targets: RealArray
}

/** How `fitByAdam` goes through the rows. */
export interface AdamFitOptions {
  /**
   * The rows in the order in which they are visited, [epochs, n], such as a fresh permutation of 0 to n - 1 for each
   * epoch.
   */
  readonly order: Uint32Array
  /**
   * Rows of a minibatch, after each of which Adam takes a step. Minibatches do not reach from one epoch into the next:
   * when n is no multiple of it, the last minibatch of an epoch has the rows that are left, and its gradient is the
   * mean over these.
   */
  readonly batchSize: number
  /** Adam's step size, alpha of the paper: 0 or more. */
  readonly rate: number
  /** How much of the first moment stays in a step, in [0, 1). @default 0.9 */
  readonly beta1?: number
  /** How much of the second moment stays in a step, in [0, 1). @default 0.999 */
  readonly beta2?: number
  /** Added to the root of the second moment, outside of it; above 0. @default 1e-8 */
  readonly epsilon?: number
}

/** The result of a fit, in new arrays. */
export interface Fitted {
  /** The fitted parameters, [p]. */
  readonly theta: Float64Array
  /** Adam after the last step, for the next fit. */
  readonly adam: AdamState
  /**
   * The mean squared error over the rows that the last epoch visited and over the outputs, each row before the step of
   * its minibatch.
   */
  readonly loss: number
}
