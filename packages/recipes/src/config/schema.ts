import { type EnvironmentConfig, environmentSchema } from '../environments/environment-config.ts'
import { averageSchema, evaluationSchema, type JudgementConfig } from '../evaluation/evaluation-config.ts'
import type { MethodSections } from '../families/method-config.ts'
import { kindsOf } from '../families/registry.ts'
import { constant, type FieldOf, record, text, whole } from '../kinds/field-schema.ts'
import { sectionSchema } from '../kinds/kind.ts'
import { MAX_COUNT, MAX_SEED } from '../kinds/ranges.ts'
import { type PolicyConfig, policies } from '../policy/registry.ts'

/** The version of configs that this code writes. */
export const CONFIG_VERSION = 2

/**
 * Everything about a run, with nothing left to a default: the same config gives the same bits. A section names the kind of
 * its part, and has the fields of that kind and no others, so that a field without effect cannot be written.
 */
export interface Config extends MethodSections, JudgementConfig {
  /** The version of the format. */
  readonly version: typeof CONFIG_VERSION
  /** The preset that the config began as. It is only a label: nothing is looked up by it. */
  readonly preset: string
  /** The seed that all randomness comes from, a whole number from 0 to 2^32 - 1. */
  readonly seed: number
  /** The number of iterations of the whole run. */
  readonly iterations: number
  /** The environment, and how it is changed. */
  readonly environment: EnvironmentConfig
  /** The policy that acts in it. */
  readonly policy: PolicyConfig
  /** What the run keeps on the disk. */
  readonly checkpoints: {
    /** How many checkpoints are kept; the oldest are removed first. */
    readonly keep: number
  }
}

/** What a config may say. Unknown fields are errors. */
export const configSchema: FieldOf<Config> = record<Config>({
  version: constant(CONFIG_VERSION, 'The version of this format.'),
  preset: text('The preset that the config began as. It is only a label: nothing is looked up by it.'),
  seed: whole(0, MAX_SEED, 'The seed that all randomness comes from.'),
  iterations: whole(
    1,
    MAX_COUNT,
    'How many iterations the run has when it is finished; `trpo resume --iterations` may raise it later.',
  ),
  environment: environmentSchema,
  policy: sectionSchema(
    'kind',
    'The policy: a network of dense layers, with initial weights of a given norm or orthogonal ones, or of convolutions too.',
    policies,
  ),
  sampler: sectionSchema('kind', 'How states and actions are sampled (section 5).', kindsOf('sampler')),
  estimator: sectionSchema('kind', 'How rewards become advantages.', kindsOf('estimator')),
  objective: sectionSchema(
    'form',
    'What is maximised, by which metric, and what bounds the step (Eq 14).',
    kindsOf('objective'),
  ),
  update: sectionSchema('kind', 'How a step is made.', kindsOf('update')),
  evaluation: evaluationSchema,
  average: averageSchema,
  checkpoints: record({
    keep: whole(1, 1_000_000, 'How many checkpoints are kept; the oldest are removed first.'),
  }),
})
