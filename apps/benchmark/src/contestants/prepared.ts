import type { Measure } from '../measure/contestant.ts'

/** A task that can be measured. */
export interface Prepared {
  readonly measure: Measure
  /** The digest of its result, when several contestants must come to the same bits. */
  readonly digest?: string
  /** Ends the threads that it started. */
  dispose(): Promise<void>
}
