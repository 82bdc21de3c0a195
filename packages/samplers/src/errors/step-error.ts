/** Something went wrong in a step of an episode. Nothing of the iteration it happened in can be used. */
export abstract class StepError extends Error {
  /** The lane: counted over all shards in training, and that of the lanes it was given in an evaluation. */
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
