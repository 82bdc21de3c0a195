import type { EvaluationRecord, TrainingRecord } from '@trpo/core'

/** An evaluation, and the iteration that it followed. */
export interface PlacedEvaluation extends EvaluationRecord {
  /** From 1: the policy is that after this iteration's update. */
  readonly iteration: number
}

/** The evaluations of some records, in their order. */
export function evaluationsOf(records: readonly TrainingRecord[]): readonly PlacedEvaluation[] {
  return records.flatMap(({ iteration, evaluation }) =>
    evaluation === undefined ? [] : [{ ...evaluation, iteration }],
  )
}

/** The evaluation with the greatest mean return, the first one of equals; undefined where there is none. */
export function bestEvaluation(records: readonly TrainingRecord[]): PlacedEvaluation | undefined {
  return evaluationsOf(records).reduce<PlacedEvaluation | undefined>(betterEvaluation, undefined)
}

/** The one of two evaluations with the greater mean return, the earlier one of equals; undefined where there is neither. */
export function betterEvaluation(
  earlier: PlacedEvaluation | undefined,
  later: PlacedEvaluation | undefined,
): PlacedEvaluation | undefined {
  if (earlier === undefined || later === undefined) return earlier ?? later
  return later.meanReturn > earlier.meanReturn ? later : earlier
}
