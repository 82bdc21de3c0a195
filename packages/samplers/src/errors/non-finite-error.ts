/** An environment gave a number that is not finite. Nothing of the iteration it happened in can be used. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError'
  /** The lane: counted over all shards in training, and that of the lanes it was given in an evaluation. */
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
