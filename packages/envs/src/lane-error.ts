import { messageOf } from '@trpo/math/messages'

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

/**
 * The lane in which something failed, and what failed without that lane; undefined where no LaneError is the error or caused it.
 * Who wraps a LaneError may say more, and has its words in the reason too.
 */
export function laneFailureOf(error: unknown): Pick<LaneError, 'lane' | 'reason'> | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if (inner instanceof LaneError)
      return { lane: inner.lane, reason: messageOf(error).replace(inner.message, inner.reason) }
  return undefined
}
