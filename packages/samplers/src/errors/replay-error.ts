/** An open episode could not be replayed: the environment does not repeat what it did when the episode was sampled. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
  /** The lane, counted over all shards. */
  readonly lane: number
  /** The step within the episode, from 0. */
  readonly step: number

  /** The error of a step of a lane. */
  constructor(message: string, lane: number, step: number) {
    super(message)
    this.lane = lane
    this.step = step
  }
}
