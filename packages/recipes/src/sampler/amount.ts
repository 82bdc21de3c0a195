import type { Lanes } from '@trpo/envs'
import { counted } from '@trpo/math/messages'
import type { Batch, SamplingProcedure } from '@trpo/samplers'
import type { MemoryNeed } from './memory-need.ts'

/** How much an iteration samples in an environment. Screens show it, and memory and progress are estimated from it. */
export interface Amount {
  /** The amount in words, such as `50 whole paths of at most 1,000 steps`. */
  readonly text: string
  /** The number of environment steps of an iteration; the greatest that is possible, where episodes may end early. */
  readonly steps: number
  /** Whether an iteration takes exactly that many steps, whatever the policy does. */
  readonly isExact: boolean
  /** The least number of samples that are kept until the step is made. */
  readonly samples: number
  /** The field of the config that asks for this many samples, and its value. */
  readonly origin: string
  /**
   * The memory that it needs besides its samples.
   * @default none
   */
  readonly memory?: readonly MemoryNeed[]
  /**
   * What the user should know before such a run begins.
   * @default no note
   */
  readonly note?: string
}

/** A sampling procedure, and how much an iteration of it samples in the environment that it was made for. */
export interface Sampling<B extends Batch, L extends Lanes> {
  /** The sampling procedure. */
  readonly procedure: SamplingProcedure<B, L>
  /** How much it samples in an iteration. */
  readonly amount: Amount
}

/** Roughly the number of environment steps of the next iteration: as many as the last one took, where the number is not fixed. */
export function expectedSteps({ steps, isExact }: Pick<Amount, 'steps' | 'isExact'>, last?: number): number {
  return isExact ? steps : (last ?? steps)
}

/** The length of an episode that is assumed where an environment has no time limit. */
export const STEPS_WITHOUT_LIMIT = 1000

/** `of at most 1,000 steps`, or that there is no limit. */
export function limitInWords(timeLimit: number | undefined): string {
  return timeLimit === undefined ? 'without a time limit' : `of at most ${counted(timeLimit, 'step')}`
}
