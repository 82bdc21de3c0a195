import type { ActionProposal } from './proposal.ts'
import type { VineRows } from './vine-batch.ts'

/** The settings of the vine procedure. */
export interface VineSettings<Every extends boolean = boolean> {
  /**
   * The number of simulators of the whole run, at least that of trunks. Rollouts of all states run on them. Another number gives
   * the same bits as long as trunks fall into the same lane groups.
   */
  readonly lanes: number
  /** The number of trunks in an iteration of the whole run. */
  readonly trunks: number
  /** The number of steps of a trunk: one episode follows another, and the last one is cut. */
  readonly trunkSteps: number
  /**
   * N, the number of states in the rollout set of the whole run: they are drawn evenly from the trunks, at least one from each.
   */
  readonly states: number
  /** The greatest number of steps of a rollout, its first action included. It ends earlier where its episode does. */
  readonly branchSteps: number
  /** Which K actions are tried in each state. */
  readonly proposal: ActionProposal<Every>
  /**
   * Which states are the rows of the batch, over which KL and the Fisher matrix are averaged: those of the rollout set, or all
   * of the trunk.
   * @default 'rollout-set'
   */
  readonly rows?: VineRows
}
