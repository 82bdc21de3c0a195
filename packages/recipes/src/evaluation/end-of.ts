import { type StopRule, stopAtReturn, stopOnPlateau, type TrainingRecord } from '@trpo/core'
import type { JudgementConfig } from './evaluation-config.ts'
import type { StopConfig } from './stop.ts'

/** How a run ends before its iterations are done, as a rule and in words. */
export function endOf(stop: StopConfig): { readonly rule?: StopRule; readonly text: string } {
  switch (stop.kind) {
    case 'never':
      return { text: '' }
    case 'threshold':
      return { rule: stopAtReturn(stop.return), text: `; ends at a return of ${stop.return}` }
    case 'plateau':
      return { rule: stopOnPlateau(stop.evaluations), text: `; ends after ${stop.evaluations} without a better one` }
  }
}

/** Whether the evaluations of a run have ended it (`evaluation.stop`), by its records: more iterations would end at once. */
export function endedByEvaluations({ evaluation }: JudgementConfig, records: readonly TrainingRecord[]): boolean {
  const rule = evaluation && endOf(evaluation.stop).rule
  return rule?.(records.flatMap((record) => record.evaluation?.meanReturn ?? [])) ?? false
}
