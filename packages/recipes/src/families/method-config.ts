import type { MonteCarloConfig } from '../estimator/monte-carlo.ts'
import type { RolloutsConfig } from '../estimator/rollouts.ts'
import type { ValueNetworkConfig } from '../estimator/value-network.ts'
import type { JudgementConfig } from '../evaluation/evaluation-config.ts'
import type { SampledFormConfig } from '../objective/sampled-form.ts'
import type { StatewiseConfig } from '../objective/statewise.ts'
import type { PolicyConfig } from '../policy/registry.ts'
import type { EveryActionVineConfig } from '../sampler/every-action-vine.ts'
import type { SinglePathConfig } from '../sampler/single-path.ts'
import type { VineConfig } from '../sampler/vine.ts'
import type { CandidatesConfig } from '../search/candidates.ts'
import type { MeanReturnConfig } from '../search/mean-return.ts'
import type { NoEstimatorConfig } from '../search/none.ts'
import type { SearchUpdateConfig } from '../search/registry.ts'
import type { MaxKlConfig } from '../update/max-kl.ts'
import type { RuleConfig } from '../update/registry.ts'

/** What a config may say of sampling. */
export type SamplerConfig = SinglePathConfig | VineConfig | EveryActionVineConfig | CandidatesConfig

/** What a config may say of how advantages are estimated. */
export type EstimatorConfig = MonteCarloConfig | ValueNetworkConfig | RolloutsConfig | NoEstimatorConfig

/** What a config may say of the objective. */
export type ObjectiveConfig =
  | SampledFormConfig<'importance-sampled'>
  | SampledFormConfig<'every-action'>
  | SampledFormConfig<'self-normalised'>
  | StatewiseConfig
  | MeanReturnConfig

/** What a config may say of how a step is made. */
export type UpdateConfig = RuleConfig | MaxKlConfig | SearchUpdateConfig

/** The sections of a config that together make a method. */
export interface MethodSections {
  /** How states and actions are sampled. */
  readonly sampler: SamplerConfig
  /** How rewards become advantages. */
  readonly estimator: EstimatorConfig
  /** What is maximised, and what bounds the step. */
  readonly objective: ObjectiveConfig
  /** How a step is made. */
  readonly update: UpdateConfig
}

/** The field of each section that says which kind it is. */
export const SECTION_TAGS = { sampler: 'kind', estimator: 'kind', objective: 'form', update: 'kind' } as const

/** Everything that a training is built from, except its environment. */
export interface MethodConfig extends MethodSections, JudgementConfig {
  /** The seed that all randomness comes from. */
  readonly seed: number
  /** The policy that acts. */
  readonly policy: PolicyConfig
}
