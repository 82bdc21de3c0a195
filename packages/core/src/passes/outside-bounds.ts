import type { Batch } from '@trpo/samplers'
import { added } from './combine.ts'
import type { Pass } from './pass.ts'

/** The box that drawn actions should lie in. Bounds are [k] each, and infinite where there is none. */
export interface ActionBox {
  /** Least value of each entry. */
  readonly low: readonly number[]
  /** Greatest value of each entry. */
  readonly high: readonly number[]
}

/**
 * The part of all entries of the drawn actions that lies outside of a box, where an action has the same effect as its
 * neighbours.
 */
export function outsideBoundsPass({ low, high }: ActionBox): Pass<Batch, [], number> {
  return {
    name: 'actions/outside',
    over({ batch, rows: { start, end } }) {
      const { actions, actionSize, actionsPerState } = batch
      const stride = actionSize * actionsPerState
      let outside = 0
      for (let i = start * stride; i < end * stride; i++) {
        const entry = i % actionSize
        if (actions[i] < low[entry] || actions[i] > high[entry]) outside++
      }
      return Float64Array.of(outside, (end - start) * stride)
    },
    combine(parts) {
      const [outside, all] = added(parts)
      return outside / all
    },
  }
}
