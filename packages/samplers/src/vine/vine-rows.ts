import type { ObservationArray } from '@trpo/networks'
import type { PathBatch } from '../path-batch.ts'
import type { PlacedOrigin } from './origins.ts'
import type { Proposer } from './proposal.ts'
import type { VineBatch, VineGroupRows, VineRows } from './vine-batch.ts'

/** A batch without its rollouts, and the actions that these begin with. */
export interface VineStates<Every extends boolean> {
  /** All but the rollouts. */
  readonly states: Omit<VineBatch<Every>, 'branches' | 'branchRewards'>
  /** The actions to try, [rollout set, K, k]. */
  readonly firstActions: Float64Array
}

/** What the rows of a batch are made from. */
interface VineRowsOf<Every extends boolean> {
  readonly every: Every
  readonly rows: VineRows
  readonly proposer: Proposer
  readonly iteration: number
  readonly trunk: PathBatch
  /** The rollout set, in the order of the trunk's rows. */
  readonly origins: readonly PlacedOrigin<unknown>[]
  /** How many states of the trunk each of them stands for, [rollout set]. */
  readonly shares: readonly number[]
}

/** The rows of a vine's batch: the rollout set alone, or the whole trunk with the actions to try where there are rollouts. */
export function vineStates<Every extends boolean>(of: VineRowsOf<Every>): VineStates<Every> {
  const { every, rows: which, proposer, iteration, trunk, origins } = of
  const { actionsPerState } = proposer
  const { observationSize, actionSize, parameterSize } = trunk
  const chosen = origins.map(({ row }) => row)
  const chosenMu = taken(trunk.mu, parameterSize, chosen)
  const firstActions = new Float64Array(origins.length * actionsPerState * actionSize)
  const chosenLogQ = new Float64Array(origins.length * actionsPerState)
  proposer.propose(
    { iteration, rows: origins.length, states: origins.map(({ state }) => state), mu: chosenMu },
    firstActions,
    chosenLogQ,
  )
  const shape = { every, rowsAre: which, observationSize, actionsPerState, actionSize, parameterSize, trunk }
  const { times, groups } = placesOf(trunk, chosen)
  if (which === 'rollout-set')
    return {
      firstActions,
      states: {
        ...shape,
        rows: origins.length,
        ...observationsOf(trunk, chosen),
        mu: chosenMu,
        actions: firstActions,
        logQ: chosenLogQ,
        rollouts: Int32Array.from(origins, (_, index) => index),
        shares: Float64Array.from(of.shares),
        times: Int32Array.from(chosen, (row) => times[row]),
        groups: groups.map((group) => ({ ...group, start: group.firstRollout, end: group.lastRollout })),
      },
    }
  const actions = new Float64Array(trunk.rows * actionsPerState * actionSize)
  const logQ = new Float64Array(trunk.rows * actionsPerState)
  const rollouts = new Int32Array(trunk.rows).fill(-1)
  const shares = new Float64Array(trunk.rows)
  for (let row = 0; row < trunk.rows; row++)
    for (let k = 0; k < actionsPerState; k++)
      for (let i = 0; i < actionSize; i++)
        actions[(row * actionsPerState + k) * actionSize + i] = trunk.actions[row * actionSize + i]
  for (const [index, row] of chosen.entries()) {
    const size = actionsPerState * actionSize
    actions.set(firstActions.subarray(index * size, (index + 1) * size), row * size)
    logQ.set(chosenLogQ.subarray(index * actionsPerState, (index + 1) * actionsPerState), row * actionsPerState)
    rollouts[row] = index
    shares[row] = of.shares[index]
  }
  const { rows, observations, stacks, mu } = trunk
  const seen = { observations, ...(stacks && { stacks }) }
  return { firstActions, states: { ...shape, rows, ...seen, mu, actions, logQ, rollouts, shares, times, groups } }
}

/** The time of every row of the trunk, and the groups with their parts of the rollout set. */
function placesOf(
  trunk: PathBatch,
  chosen: readonly number[],
): { times: Int32Array; groups: readonly VineGroupRows[] } {
  const times = new Int32Array(trunk.rows)
  for (const { offset, length, start } of trunk.segments)
    for (let step = 0; step < length; step++) times[offset + step] = start + step
  let rollout = 0
  const groups = trunk.groups.map(({ group, start, end }): VineGroupRows => {
    const firstRollout = rollout
    while (rollout < chosen.length && chosen[rollout] < end) rollout++
    return { group, start, end, firstRollout, lastRollout: rollout }
  })
  return { times, groups }
}

/** The observations of some rows of the trunk. Frames are not copied: the rows refer to those of the trunk. */
function observationsOf(
  { observations, observationSize, stacks }: PathBatch,
  rows: readonly number[],
): Pick<PathBatch, 'observations' | 'stacks'> {
  if (stacks === undefined) return { observations: taken(observations, observationSize, rows) }
  const { size, indices } = stacks
  return { observations, stacks: { size, indices: taken(indices, size, rows) } }
}

/** Some rows of an array with `size` numbers a row, of the same type. */
function taken<T extends ObservationArray | Int32Array>(array: T, size: number, rows: readonly number[]): T {
  // A slice has the type of the array that it is cut from.
  const result = array.slice(0, rows.length * size) as T
  for (const [index, row] of rows.entries()) result.set(array.subarray(row * size, (row + 1) * size), index * size)
  return result
}
