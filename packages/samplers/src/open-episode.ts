/**
 * An episode that the end of a batch left unfinished, and all that is needed to come back to its state: its lane is
 * reset with the draws of that moment and its actions are taken again. Exact, and no simulator has to give up its state.
 */
export interface OpenEpisode {
  /** The lane it runs in, counted over all shards. */
  readonly lane: number
  /** The iteration in which it was reset. */
  readonly iteration: number
  /** Steps that its lane had taken in that iteration when it was reset. */
  readonly step: number
  /** The actions taken since, [n, k], n at least 1. */
  readonly actions: Float64Array
}
