import type { Schedule } from '@trpo/core'
import { type FieldOf, real, whole } from '../kinds/field-schema.ts'
import { buildKind, type Kind, sectionSchema } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'

/** A number that stays as it is. */
interface ConstantConfig {
  readonly kind: 'constant'
  /** The number. */
  readonly value: number
}

/** A number that changes from iteration to iteration, and no more once it has arrived. */
interface LinearConfig {
  readonly kind: 'linear'
  /** The number in the first iteration. */
  readonly start: number
  /** The number in the end. */
  readonly end: number
  /** The iterations that it takes to get there. */
  readonly iterations: number
}

/** What a config may say of a number that may change from iteration to iteration. */
export type ScheduleConfig = ConstantConfig | LinearConfig

const positive = (description: string) => real({ exclusiveMinimum: 0, maximum: 1000 }, description)

const constant = (typical: number): Kind<ConstantConfig, undefined, Schedule> => ({
  kind: 'constant',
  fields: { value: positive('The number, the same in every iteration.') },
  defaults: { kind: 'constant', value: typical },
  build: ({ value }) => value,
})

const linear = (typical: number): Kind<LinearConfig, undefined, Schedule> => ({
  kind: 'linear',
  fields: {
    start: positive('The number in the first iteration.'),
    end: positive('The number in the end.'),
    iterations: whole(1, MAX_COUNT, 'The iterations from the one to the other, whatever the length of the run.'),
  },
  defaults: { kind: 'linear', start: typical, end: typical / 10, iterations: 500 },
  build: ({ start: from, end: to, iterations }) => ({ from, to, iterations }),
})

const schedulesNear = (typical: number): readonly Kind<ScheduleConfig, undefined, Schedule>[] => [
  constant(typical),
  linear(typical),
]

/**
 * The schema of a number that may change from iteration to iteration.
 *
 * @param typical a number that does no harm: what a schedule of another kind begins with until it is told more
 */
export function scheduleSchema(description: string, typical: number): FieldOf<ScheduleConfig> {
  return sectionSchema('kind', description, schedulesNear(typical))
}

/** The schedule that a config describes. */
export function scheduleOf(config: ScheduleConfig): Schedule {
  return buildKind<ScheduleConfig, undefined, Schedule>(schedulesNear(1), 'kind', config, undefined)
}
