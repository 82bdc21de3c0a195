import type { UpdateRule } from '@trpo/core'
import type { Kind, Loaded } from '../kinds/kind.ts'
import { type NaturalGradientConfig, naturalGradient } from './natural-gradient.ts'
import { type PlainGradientConfig, plainGradient } from './plain-gradient.ts'
import { type ScheduledTrustRegionConfig, scheduledTrustRegion } from './scheduled-trust-region.ts'
import { type TrustRegionConfig, trustRegion } from './trust-region.ts'
import type { UpdateNeeds } from './update-needs.ts'

/** What a config may say of how a step is made from samples. */
export type RuleConfig = TrustRegionConfig | ScheduledTrustRegionConfig | NaturalGradientConfig | PlainGradientConfig

/** The update rules, by kind. A new one is a file of its own and a line here. */
export const updates: readonly Kind<RuleConfig, UpdateNeeds, Loaded<UpdateRule>>[] = [
  trustRegion,
  scheduledTrustRegion,
  naturalGradient,
  plainGradient,
]
