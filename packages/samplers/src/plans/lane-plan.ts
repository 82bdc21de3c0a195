import type { EnvironmentSpec } from '@trpo/envs'

/** What a lane does after a step: it continues its episode, starts another one, or rests until the next iteration. */
export type LaneTurn = 'goOn' | 'restart' | 'rest'

/**
 * The walk of some lanes through their shares of a quota. It knows where each lane stands in the present iteration. Lanes are
 * counted from the first of those that it walks.
 */
export interface LanePlan {
  /** The most rows that a lane may need in a batch. */
  capacity(lane: number): number
  /** What the draws of a lane's present step are counted by: its path, or the lane itself. */
  unit(lane: number): number
  /** The present step within that unit. */
  step(lane: number): number
  /** The number of a lane's present episode, as its segment has it. */
  path(lane: number): number
  /** Counts a step, after which the episode was over or not. */
  next(lane: number, over: boolean): LaneTurn
  /** Starts an iteration: every lane stands at its first step. */
  begin(): void
  /**
   * Steps that a lane of the whole run, counted over all shards, takes in every iteration; undefined where that is not known
   * in advance. Only where it is known can the end of a batch cut an episode, and leave it open.
   */
  stepsAnIteration(laneOfRun: number): number | undefined
}

/** Which lanes a plan is for. */
export interface PlannedLanes {
  /** What is known of their environments. */
  readonly spec: EnvironmentSpec
  /** How many lanes it walks. */
  readonly count: number
  /** Number of the first among the lanes of the whole run. */
  readonly firstLane: number
  /** Lanes of the whole run. */
  readonly allLanes: number
}
