import { type EpisodesRequest, playEpisodes } from './play-episodes.ts'
import { type PolicyEvaluation, summarizeEpisodes } from './policy-evaluation.ts'

/** An evaluation in lanes, with nothing left to a default: the settings of `evaluatePolicy`, which are not checked again. */
export interface LanesEvaluation extends Omit<EpisodesRequest, 'first' | 'last'> {
  /** Whole episodes, at least 1. */
  readonly episodes: number
}

/** Steps after which an episode is given up, where nothing else is said. */
export const MAX_EPISODE_STEPS = 100_000

/**
 * `evaluatePolicy` in lanes, for callers whose settings are in range. Rejects with a RangeError when the policy does not fit, with
 * a NonFiniteError when the environment or the policy gives a number that is not finite, and with whatever the environment or
 * `progress` throws.
 */
export async function evaluateLanes({ episodes, ...request }: LanesEvaluation): Promise<PolicyEvaluation> {
  return summarizeEpisodes(request.choice, await playEpisodes({ ...request, first: 0, last: episodes }))
}
