import type { Lanes } from '@trpo/envs'
import type { Batch, SamplingProcedure } from '@trpo/samplers'

/** What an iteration samples in an environment: what screens say of it, and what memory and progress are reckoned by. */
export interface Amount {
  /** In words, such as `50 whole paths of at most 1,000 steps`. */
  readonly text: string
  /** Environment steps of an iteration; the most there can be, where episodes may end early. */
  readonly steps: number
  /** Whether an iteration takes just so many steps, whatever the policy does. */
  readonly isExact: boolean
  /** Samples that are kept until the step is made, at least. */
  readonly samples: number
  /** The field of the config that asks for so many samples, and its value. */
  readonly origin: string
  /**
   * What one should know before such a run begins.
   * @default nothing
   */
  readonly note?: string
}

/** A sampling procedure, and what an iteration of it comes to in the environment that it was made for. */
export interface Sampling<B extends Batch, L extends Lanes> {
  /** What samples. */
  readonly procedure: SamplingProcedure<B, L>
  /** What it samples in an iteration. */
  readonly amount: Amount
}

/** Environment steps that the next iteration will about take: as many as the last one did, where their number is not fixed. */
export function expectedSteps({ steps, isExact }: Pick<Amount, 'steps' | 'isExact'>, last?: number): number {
  return isExact ? steps : (last ?? steps)
}

/** Steps of an episode that are reckoned with where an environment has no time limit. */
export const STEPS_WITHOUT_LIMIT = 1000

/** `of at most 1,000 steps`, or that there is no limit. */
export function limitInWords(timeLimit: number | undefined): string {
  return timeLimit === undefined ? 'without a time limit' : `of at most ${thousands(timeLimit)} steps`
}

/** A count with its thousands marked. */
export function thousands(count: number): string {
  return count.toLocaleString('en')
}
