/** An environment has failed in a step: it has thrown an error. Nothing of the iteration it happened in can be used. */
export class EpisodeError extends Error {
  override readonly name = 'EpisodeError'
  /** The lane, counted over all shards. */
  readonly lane: number
  /** The step within the episode, from 0. */
  readonly step: number

  /** The error of a step of a lane. */
  constructor(message: string, lane: number, step: number, options?: ErrorOptions) {
    super(message, options)
    this.lane = lane
    this.step = step
  }
}
