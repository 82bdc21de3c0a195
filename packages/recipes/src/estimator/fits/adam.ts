import type { AdamFitSettings, ValueFit } from '@trpo/core'
import { whole } from '../../kinds/field-schema.ts'
import type { Kind } from '../../kinds/kind.ts'
import { type ScheduleConfig, scheduleOf, scheduleSchema } from '../../schedules/schedule.ts'

/** Adam on minibatches. */
export interface AdamConfig extends Omit<AdamFitSettings, 'rate'> {
  readonly kind: 'adam'
  /** The rate over the iterations. */
  readonly rate: ScheduleConfig
}

/** The rate that Adam is known for. */
const RATE = 0.001

/** The fit by Adam, with its state kept over the iterations. */
export const adam: Kind<AdamConfig, undefined, Promise<ValueFit>> = {
  kind: 'adam',
  fields: {
    epochs: whole(1, 10_000, 'How often each row of a batch is visited.'),
    batchSize: whole(1, 1_000_000, 'The rows of a minibatch.'),
    rate: scheduleSchema('The rate of Adam over the iterations.', RATE),
  },
  defaults: { kind: 'adam', epochs: 5, batchSize: 128, rate: { kind: 'constant', value: RATE } },
  build: async ({ kind: _, rate, ...options }) =>
    (await import('../../on-demand/value-network.ts')).adamFit({ ...options, rate: scheduleOf(rate) }),
}
