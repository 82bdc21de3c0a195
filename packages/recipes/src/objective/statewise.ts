import { importanceSampled, type Objective, type StatewiseProblem } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { whole } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { type EntropyBonusConfig, entropyBonusField, withBonus } from './entropy-bonus.ts'

/** L of Eq 14 with a bound on the KL of every state. */
export interface StatewiseConfig extends EntropyBonusConfig {
  readonly form: 'statewise'
  /** A step sees the bound of every n-th state. */
  readonly stride: number
}

/** L of Eq 14 under the constraint of Eq 11. */
export const statewiseKind: Kind<StatewiseConfig, undefined, Promise<Objective<PathBatch, StatewiseProblem>>> = {
  kind: 'statewise',
  fields: {
    stride: whole(
      1,
      MAX_COUNT,
      'A direction meets the bound in every n-th sampled state; the line search holds the step to it in all of them.',
    ),
    entropyBonus: entropyBonusField,
  },
  defaults: { form: 'statewise', stride: 1 },
  async build({ stride, entropyBonus }) {
    const { statewiseObjective } = await import('../on-demand/max-kl.ts')
    return withBonus(statewiseObjective({ form: importanceSampled(), stride }), entropyBonus)
  },
}
