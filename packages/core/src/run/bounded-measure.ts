import type { Measure, Measures } from '../records/measure.ts'
import { numberIn, type TrainingRecord } from '../records/training-record.ts'

/** A measure with a bound. */
export interface BoundedMeasure extends Measure {
  /** The name of its number. */
  readonly name: string
  /** What it is held to. */
  readonly bound: number
}

/** The first of some measures that has a bound, by which a step is measured. Undefined where none has. */
export function boundedMeasure(measures: Measures): BoundedMeasure | undefined {
  for (const [name, measure] of Object.entries(measures)) {
    const { bound } = measure
    if (bound !== undefined && bound > 0) return { ...measure, name, bound }
  }
  return undefined
}

/**
 * The number of a measure in a record as screens show it: divided by its bound, where it has one. Null where the record has
 * no such number.
 */
export function partOfBound(
  record: TrainingRecord,
  name: string,
  { bound }: { readonly bound?: number | undefined },
): number | null {
  const value = numberIn(record, name)
  return value === null || bound === undefined ? value : value / bound
}
