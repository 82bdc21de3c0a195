import { type TrustRegionOptions, trustRegionDefaults, type UpdateRule } from '@trpo/core'
import { real } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { type ScheduleConfig, scheduleOf, scheduleSchema } from '../schedules/schedule.ts'
import { trustRegion } from './trust-region.ts'
import type { UpdateNeeds } from './update-needs.ts'

/** The step of appendix C within a bound that changes from iteration to iteration. */
export interface ScheduledTrustRegionConfig extends Omit<TrustRegionOptions, 'maxKl'> {
  readonly kind: 'scheduled-trust-region'
  /** delta over the iterations. */
  readonly bound: ScheduleConfig
  /** The least factor of delta where the value network explains little. */
  readonly leastTrust: number
}

const { maxKl: _, ...fields } = trustRegion.fields
const { maxKl, ...defaults } = trustRegionDefaults

/** The trust region with a schedule, and shorter steps where the advantages cannot be trusted. */
export const scheduledTrustRegion: Kind<ScheduledTrustRegionConfig, UpdateNeeds, Promise<UpdateRule>> = {
  kind: 'scheduled-trust-region',
  fields: {
    bound: scheduleSchema(
      'delta, the bound on the KL divergence of a step, in nats (Eq 14), over the iterations.',
      maxKl,
    ),
    leastTrust: real(
      { exclusiveMinimum: 0, maximum: 1 },
      'delta is multiplied by the explained variance of the value network, and at least by this; 1 never multiplies it, and is what other estimators need.',
    ),
    ...fields,
  },
  defaults: { kind: 'scheduled-trust-region', bound: { kind: 'constant', value: maxKl }, leastTrust: 1, ...defaults },
  build: async ({ kind: _, bound, ...options }, needs) =>
    (await import('../on-demand/value-network.ts')).buildScheduledTrustRegion(
      { ...options, maxKl: scheduleOf(bound) },
      needs,
    ),
}
