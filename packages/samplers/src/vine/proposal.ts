import type { EnvironmentSpec } from '@trpo/envs'
import type { RealArray } from '@trpo/networks'
import type { PartSettings, SamplerContext } from '../sampler.ts'

/** The K actions to try in some states of the rollout set, and where their draws are counted. */
export interface ProposalRequest {
  /** The iteration, from 0. */
  readonly iteration: number
  /** The number of states. */
  readonly rows: number
  /** The number n of each state in the rollout set of the whole run, [rows]. Draws are counted by it and by k. */
  readonly states: ArrayLike<number>
  /** The distribution parameters in each state, [rows, m]. */
  readonly mu: RealArray
}

/** Proposes actions for a policy in an environment. */
export interface Proposer {
  /** K, at least 2. */
  readonly actionsPerState: number
  /** Writes the actions into `actions` [rows, K, k] and log q of each into `logQ` [rows, K]. */
  propose(request: ProposalRequest, actions: Float64Array, logQ: Float64Array): void
}

/**
 * Which K actions the vine tries in each state of the rollout set: the q of section 5.2. Its support must include that of the
 * policy.
 *
 * @typeParam Every whether it tries all actions there are, each once, as Eq 15 needs
 */
export interface ActionProposal<Every extends boolean = boolean> {
  /** Its name in screens and reports. */
  readonly name: string
  /**
   * The settings that it was made with.
   * @default no settings
   */
  readonly settings?: PartSettings
  /** Whether it tries all actions there are, each once. */
  readonly every: Every
  /**
   * Makes the proposer for this policy. Throws a RangeError where the actions of the environment do not allow it, or K would be
   * 1.
   */
  create(context: SamplerContext, spec: EnvironmentSpec): Proposer
}

/** Throws a RangeError where K is not at least 2. */
export function assertSeveralActions(actionsPerState: number, who: string): void {
  if (Number.isSafeInteger(actionsPerState) && actionsPerState >= 2) return
  throw new RangeError(
    `${who}: ${actionsPerState} actions a state; give a whole number of at least 2, as a vine compares the actions of a state, and one alone has nothing to be compared with`,
  )
}
