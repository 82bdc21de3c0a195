import type { Objective, TrustRegionProblem } from '@trpo/core'
import type { Batch } from '@trpo/samplers'
import { type FieldOf, real } from '../kinds/field-schema.ts'

/** What an objective may have besides. */
export interface EntropyBonusConfig {
  /**
   * What a nat of the policy's mean entropy is worth, in units of the advantages.
   * @default 0, which is no bonus
   */
  readonly entropyBonus?: number
}

/** The field of an objective that may have an entropy bonus. */
export const entropyBonusField: FieldOf<number> = {
  ...real({ minimum: 0 }, 'What a nat of mean entropy adds to L, in units of the advantages; left out, it is 0.'),
  optional: true,
}

/** The objective, with a bonus where there is one. */
export async function withBonus<B extends Batch, P extends TrustRegionProblem>(
  objective: Objective<B, P>,
  entropyBonus: number = 0,
): Promise<Objective<B, P>> {
  if (entropyBonus === 0) return objective
  const { withEntropyBonus } = await import('../on-demand/entropy-bonus.ts')
  return withEntropyBonus(objective, entropyBonus)
}
