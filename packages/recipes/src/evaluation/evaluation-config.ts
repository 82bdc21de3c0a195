import { choice, type FieldOf, optional, real, record, whole } from '../kinds/field-schema.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { type StopConfig, stopSchema } from './stop.ts'

/** How policies are evaluated during training. */
export interface EvaluationConfig {
  /** Evaluates after every n-th iteration. */
  readonly every: number
  /** Whole episodes of each policy and each choice of actions. */
  readonly episodes: number
  /** Whether actions are drawn, the most likely ones, or one after the other. */
  readonly actions: 'both' | 'sample' | 'mode'
  /** What ends the run before its iterations are done. */
  readonly stop: StopConfig
}

/** How the parameters of the policy are averaged over iterations. */
export interface AverageConfig {
  /** What an iteration leaves of the average before it. */
  readonly decay: number
}

/** The sections of a config that say how policies are judged, and which. Without them nothing is evaluated or averaged. */
export interface JudgementConfig {
  /** How policies are evaluated during training. @default they are not */
  readonly evaluation?: EvaluationConfig
  /** How the parameters of the policy are averaged over iterations. @default they are not */
  readonly average?: AverageConfig
}

/** What a config may say of evaluations during training. */
export const evaluationSchema: FieldOf<EvaluationConfig> = optional(
  record<EvaluationConfig>({
    every: whole(1, MAX_COUNT, 'Evaluates after every n-th iteration; without this section nothing is evaluated.'),
    episodes: whole(1, 1_000_000, 'How many whole episodes each policy plays, with each choice of actions.'),
    actions: choice(['both', 'sample', 'mode'], 'Whether actions are drawn (sample), the most likely (mode), or both.'),
    stop: stopSchema,
  }),
  { every: 10, episodes: 20, actions: 'both', stop: { kind: 'never' } },
)

/** What a config may say of averaged parameters. */
export const averageSchema: FieldOf<AverageConfig> = optional(
  record<AverageConfig>({
    decay: real(
      { minimum: 0, exclusiveMaximum: 1 },
      'What an iteration leaves of the exponential average of the parameters; without this section none is kept.',
    ),
  }),
  { decay: 0.95 },
)
