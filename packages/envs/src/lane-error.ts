/** A step of one of many lanes has failed. That lane has to be reset; what the others did in that step is not known. */
export class LaneError extends Error {
  override readonly name = 'LaneError'
  /** The lane, counted from the first of those that were stepped together. */
  readonly lane: number
  /** What has failed, without the lane. */
  readonly reason: string

  /** The error of a lane. */
  constructor(lane: number, reason: string, options?: ErrorOptions) {
    super(`lane ${lane}: ${reason}`, options)
    this.lane = lane
    this.reason = reason
  }
}
