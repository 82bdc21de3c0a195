import type { DecodePolicyOptions, Policy } from '@trpo/policies'
import type { SamplingProgress } from '@trpo/samplers'
import type { Measures } from './measure.ts'
import type { TrainingRecord } from './training-record.ts'

/** What every state of a training says of itself. */
export interface TrainingProgress {
  /** Iterations done. */
  readonly iteration: number
  /** Environment steps so far. */
  readonly steps: number
}

/** A state as the files of a checkpoint hold it. */
export interface EncodedState {
  /** All but the arrays, as JSON text that ends in a newline. It has the fields `formatVersion` and `numericsVersion`. */
  readonly json: string
  /** The arrays, as the bytes of a safetensors file. */
  readonly tensors: Uint8Array
}

/**
 * An algorithm that trains a policy, as a function from state to state: all that a run on the disk needs to know of it. TRPO
 * is one; the cross-entropy method or random search are others.
 */
export interface Training<State extends TrainingProgress, Record extends TrainingRecord = TrainingRecord> {
  /** Its name and the bound of its step, such as `TRPO, delta 0.01`, for screens and reports. */
  readonly summary: string
  /** The meaning of the numbers in its records, by name. */
  readonly measures: Measures
  /** The state before the first iteration. */
  init(): State
  /**
   * One iteration. Pure in the state: the same state gives the same new state and record (but for timings), and the old
   * state stays valid. One call at a time: a second one throws.
   */
  step(state: State, progress?: SamplingProgress): Promise<readonly [State, Record]>
  /** A state as bytes. Throws an Error when a number in it is not finite: it could not be continued. */
  encode(state: State): EncodedState
  /** The state that `encode` wrote, bit for bit. Throws an Error that says what is wrong with anything else. */
  decode(encoded: EncodedState): State
  /** The policy of a state, whole: with its normaliser. */
  policy(state: State): Policy
  /**
   * The policy with the average of the parameters so far, where the training keeps one.
   * @default there is none
   */
  average?(state: State): Policy
  /**
   * Whether training is over after these records, which are all that there are so far, however many iterations were asked for. It
   * depends on the records alone, so that a run which is resumed ends where it would have ended.
   * @default the iterations that were asked for are done
   */
  isOver?(records: readonly Record[]): boolean
  /**
   * What a saved policy is loaded with: builders of parts of your own.
   * @default nothing: its parts are built in
   */
  readonly loading?: DecodePolicyOptions | undefined
  /** Settles when its workers are ready; rejects with what one of them could not do. */
  ready(): Promise<void>
  /** Releases its environments and workers. */
  dispose(): Promise<void>
}
