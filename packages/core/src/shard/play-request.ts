import type { EpisodesRequest, SamplingPolicy } from '@trpo/samplers'

/** Episodes of an evaluation that somebody plays who has a model and environments of his own. But for `progress` plain data. */
export interface PlayRequest extends Omit<EpisodesRequest, 'policy' | 'lanes'> {
  /** The policy, as far as it is no part of the model. */
  readonly policy: SamplingPolicy
  /**
   * `policy`: actions are fitted to the bounds that the policy knows, as `act` does it. `lanes`: they are handed over as they are
   * drawn, to lanes that fit them themselves.
   */
  readonly fittedBy: 'policy' | 'lanes'
}
