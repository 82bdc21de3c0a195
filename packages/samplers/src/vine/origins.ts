import type { PathBatch } from '../path-batch.ts'
import type { RolloutState } from './rollout-set.ts'
import type { RolloutOrigin } from './run-branches.ts'

/** A state of the rollout set, and its row of the trunk. */
export interface PlacedOrigin<S> extends RolloutOrigin<S> {
  /** The row of the state in the batch of the trunk. */
  readonly row: number
}

/**
 * The states that were drawn from one lane's trunk, in the order of the trunk.
 *
 * @param lane the lane, counted over all shards
 * @param firstState the number of the first of them in the rollout set of the whole run
 */
export function originsOf<S>(
  trunk: PathBatch,
  lane: number,
  firstState: number,
  drawn: readonly RolloutState<S>[],
): readonly PlacedOrigin<S>[] {
  const own = trunk.segments.filter((segment) => segment.lane === lane)
  return drawn.map(({ index, snapshot }, place) => {
    const row = own[0].offset + index
    const { path, offset, start, ...segment } = own[own.findLastIndex((candidate) => candidate.offset <= row)]
    let returnBefore = segment.returnBefore
    for (let earlier = offset; earlier < row; earlier++) returnBefore += trunk.rewards[earlier]
    return { row, lane, path, time: start + row - offset, returnBefore, state: firstState + place, snapshot }
  })
}
