import type { BoxType } from '@trpo/envs'
import type { ObservationArray, RealArray } from '@trpo/networks'
import { type GroupRange, lanesOfGroup, lanesOfGroups } from '../groups.ts'
import type { PathBatch, PathGroupRows, Segment } from '../path-batch.ts'
import { arrayOf } from '../stored-type.ts'
import { copyRow } from './copy-row.ts'
import { frameStore } from './frame-store.ts'

/** Sizes of one row, and what its numbers are stored as. */
export interface RowLayout {
  readonly observationSize: number
  /** How many frames an observation is a stack of; each is stored once. 1 for others. */
  readonly frameStack: number
  readonly actionSize: number
  readonly parameterSize: number
  /** Of the observations. */
  readonly stored: BoxType
  /** Of what the network writes. */
  readonly precision: 'f32' | 'f64'
}

/** What the storage is told of a segment that ends. */
type ClosedSegment = Pick<Segment, 'path' | 'start' | 'returnBefore' | 'end' | 'lastObservation' | 'info'>

/** Preallocated rows for some lanes, each with a region of its own. They are made once and reused by every iteration. */
export interface LaneStorage {
  /** Forgets the last batch. */
  clear(): void
  /** Writes what the lane's next step begins with, which is row `row` of each array. Throws when the lane's region is full. */
  write(lane: number, row: number, observations: ObservationArray, mu: RealArray, actions: Float64Array): void
  /** Completes that row by its reward. */
  advance(lane: number, reward: number): void
  /** The actions of the lane's open segment, with that of the row that was written and not completed, [n, k]: a copy. */
  openActions(lane: number, written: number): Float64Array
  /** Closes the lane's open segment at its last written row. */
  close(lane: number, segment: ClosedSegment): void
  /** Moves the regions together, without gaps, and describes what is there. Nothing may be written afterwards until `clear`. */
  seal(): PathBatch
}

function realArray(precision: 'f32' | 'f64', length: number): RealArray {
  return precision === 'f32' ? new Float32Array(length) : new Float64Array(length)
}

/**
 * @param capacities rows each lane of the groups may need at most. Memory that no row is written to costs address space only.
 * @param groups the lane groups whose rows these are
 * @param allLanes the number of lanes of the whole run
 */
export function laneStorage(
  layout: RowLayout,
  capacities: readonly number[],
  groups: GroupRange,
  allLanes: number,
): LaneStorage {
  const firstLane = lanesOfGroups(groups, allLanes).first
  const { observationSize, frameStack, actionSize, parameterSize, stored, precision } = layout
  const starts: number[] = []
  let total = 0
  for (const capacity of capacities) {
    starts.push(total)
    total += capacity
  }
  const frames = frameStack > 1 ? frameStore(stored, observationSize / frameStack, frameStack, capacities) : undefined
  const observations = frames?.frames ?? arrayOf(stored, total * observationSize)
  const actions = new Float64Array(total * actionSize)
  const mu = realArray(precision, total * parameterSize)
  const rewards = new Float64Array(total)
  const filled = new Int32Array(capacities.length)
  const opened = new Int32Array(capacities.length)
  const segments: Segment[][] = capacities.map(() => [])

  /** Every lane's rows, moved down to follow the lane before. */
  const compact = (): number => {
    let to = 0
    for (const [lane, from] of starts.entries()) {
      const rows = filled[lane]
      if (from !== to && rows > 0) {
        if (frames) frames.stacks.copyWithin(to * frameStack, from * frameStack, (from + rows) * frameStack)
        else observations.copyWithin(to * observationSize, from * observationSize, (from + rows) * observationSize)
        actions.copyWithin(to * actionSize, from * actionSize, (from + rows) * actionSize)
        mu.copyWithin(to * parameterSize, from * parameterSize, (from + rows) * parameterSize)
        rewards.copyWithin(to, from, from + rows)
      }
      segments[lane] = segments[lane].map((segment) => ({ ...segment, offset: segment.offset - from + to }))
      to += rows
    }
    return to
  }

  const describeGroups = (): PathGroupRows[] => {
    const described: PathGroupRows[] = []
    let start = 0
    let firstSegment = 0
    for (let group = groups.first; group < groups.last; group++) {
      const { first, last } = lanesOfGroup(group, allLanes)
      let end = start
      let lastSegment = firstSegment
      for (let lane = first - firstLane; lane < last - firstLane; lane++) {
        end += filled[lane]
        lastSegment += segments[lane].length
      }
      described.push({ group, start, end, firstSegment, lastSegment })
      start = end
      firstSegment = lastSegment
    }
    return described
  }

  return {
    clear() {
      filled.fill(0)
      opened.fill(0)
      frames?.clear()
      for (const lane of segments.keys()) segments[lane] = []
    },
    write(lane, row, fromObservations, fromMu, fromActions) {
      const used = filled[lane]
      if (used >= capacities[lane])
        throw new Error(
          `lane ${firstLane + lane} has room for ${capacities[lane]} steps and needs more: its episodes exceed the time limit that its environment's spec states`,
        )
      const to = starts[lane] + used
      if (frames)
        frames.write(
          lane,
          to,
          fromObservations,
          row,
          used === 0 ? 'first' : opened[lane] === used ? 'begins' : 'goes on',
        )
      else copyRow(fromObservations, row, observations, to, observationSize)
      // Loops of their own: an engine compiles each for the one type of array that it sees.
      for (let i = 0; i < parameterSize; i++) mu[to * parameterSize + i] = fromMu[row * parameterSize + i]
      for (let i = 0; i < actionSize; i++) actions[to * actionSize + i] = fromActions[row * actionSize + i]
    },
    advance(lane, reward) {
      rewards[starts[lane] + filled[lane]] = reward
      filled[lane] += 1
    },
    openActions(lane, written) {
      const from = (starts[lane] + opened[lane]) * actionSize
      return actions.slice(from, from + written * actionSize)
    },
    close(lane, segment) {
      const offset = starts[lane] + opened[lane]
      const length = filled[lane] - opened[lane]
      segments[lane].push({ ...segment, lane: firstLane + lane, offset, length })
      opened[lane] = filled[lane]
    },
    seal() {
      const rows = compact()
      return {
        rows,
        observationSize,
        actionsPerState: 1,
        actionSize,
        parameterSize,
        // Frames stay where they are, as rows refer to them.
        observations: frames ? observations : observations.subarray(0, rows * observationSize),
        ...(frames && { stacks: { size: frameStack, indices: frames.stacks.subarray(0, rows * frameStack) } }),
        actions: actions.subarray(0, rows * actionSize),
        mu: mu.subarray(0, rows * parameterSize),
        rewards: rewards.subarray(0, rows),
        segments: segments.flat(),
        groups: describeGroups(),
      }
    },
  }
}
