import { lanesOfGroup, type PathBatch, segmentsOf } from '@trpo/samplers'
import { type Moments, momentsOf } from '../../passes/moments.ts'
import type { Pass } from '../../passes/pass.ts'

/** The discounted returns so far of a batch. */
export interface RunningReturns {
  /** The moments of R at each step, by lane group in group order. */
  readonly moments: readonly Moments[]
  /** R after the last step of each lane, [lanes]; 0 where its episode has ended. */
  readonly last: Float64Array
}

/**
 * The discounted return so far at each step, R_t = gamma R_{t-1} + r_t, of which the scale of rewards is made. It begins at 0 with
 * every episode, and is carried over the end of a batch that cuts one.
 *
 * The argument holds R after the last batch, [lanes].
 */
export function runningReturnsPass(
  discount: number,
  lanes: number,
): Pass<PathBatch, [carried: Float64Array], RunningReturns> {
  return {
    name: 'values/running-returns',
    over({ batch, rows }, carried) {
      const { first, last } = lanesOfGroup(rows.group, lanes)
      const part = new Float64Array(3 + last - first)
      const returns = new Float64Array(rows.end - rows.start)
      for (const { lane, offset, length, start, end } of segmentsOf(batch, rows)) {
        if (lane < first || lane >= last)
          throw new RangeError(
            `valueNetwork was made for ${lanes} lanes, of which lane ${lane} is not in group ${rows.group}; give it the lanes of the sampling procedure`,
          )
        let sum = start > 0 ? carried[lane] : 0
        for (let row = offset; row < offset + length; row++) {
          sum = discount * sum + batch.rewards[row]
          returns[row - rows.start] = sum
        }
        part[3 + lane - first] = end === 'cut' ? sum : 0
      }
      const { count, mean, m2 } = momentsOf(returns, 0, returns.length)
      part.set([count, mean, m2])
      return part
    },
    combine: (parts) => ({
      moments: parts.map(([count, mean, m2]) => ({ count, mean, m2 })),
      last: Float64Array.from(parts.flatMap((part) => [...part.subarray(3)])),
    }),
  }
}
