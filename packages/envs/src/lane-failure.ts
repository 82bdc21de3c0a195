import { messageOf } from '@trpo/math/messages'
import { LaneError } from './lane-error.ts'

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
