import type { ValueFit } from '@trpo/core'
import type { FieldOf } from '../../kinds/field-schema.ts'
import { type Kind, sectionSchema } from '../../kinds/kind.ts'
import { type AdamConfig, adam } from './adam.ts'
import { type GaussNewtonConfig, gaussNewton } from './gauss-newton.ts'

/** What a config may say of how a value network is fitted. */
export type FitConfig = AdamConfig | GaussNewtonConfig

/** The fits, by kind. A new one is a file of its own and a line here. */
export const fits: readonly Kind<FitConfig, undefined, Promise<ValueFit>>[] = [adam, gaussNewton]

/** What a config may say of how a value network is fitted. */
export const fitSchema: FieldOf<FitConfig> = sectionSchema(
  'kind',
  'How the value network is fitted: by Adam on minibatches, or by Gauss-Newton steps over all rows.',
  fits,
)
