import type { RandomStream } from '@trpo/random'

/** A state of the trunk that rollouts start from. */
export interface RolloutState<S> {
  /** Its number among the states of its trunk, from 0. */
  readonly index: number
  /** The snapshot that restores a lane to this state. */
  readonly snapshot: S
}

/** Draws the rollout set of a trunk while the trunk is walked. */
export interface RolloutSet<S> {
  /** Begins a trunk; `size` states are to be drawn. */
  begin(size: number): void
  /** The trunk's next state. `snapshot` is called only where the state may stay. */
  offer(snapshot: () => S, random: () => RandomStream): void
  /** What was drawn, in the order of the trunk: `size` states, or all where there were no more. */
  drawn(): readonly RolloutState<S>[]
}

/**
 * Draws states without replacement, so that each subset of the trunk is equally likely, by Algorithm R (Vitter 1985, Random
 * Sampling with a Reservoir). It takes no snapshot of a state that is passed over, and a trunk may end at any step.
 */
export function rolloutSet<S>(): RolloutSet<S> {
  let size = 0
  let seen = 0
  let kept: RolloutState<S>[] = []
  return {
    begin(asked) {
      size = asked
      seen = 0
      kept = []
    },
    offer(snapshot, random) {
      const index = seen++
      const place = index < size ? index : Math.floor(random().uniform() * (index + 1))
      if (place < size) kept[place] = { index, snapshot: snapshot() }
    },
    drawn: () => kept.slice().sort((one, other) => one.index - other.index),
  }
}
