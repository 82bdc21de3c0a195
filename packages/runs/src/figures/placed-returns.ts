import type { TrainingRecord } from '@trpo/core'

/** What a learning curve may be drawn against. */
export const CURVE_AXES = ['iterations', 'steps', 'path-steps', 'seconds'] as const

/**
 * What a learning curve is drawn against: iterations, environment steps, or seconds of training. `steps` are all that the
 * simulator took for training, as records count them: those of a vine's rollouts and of a search's candidates included.
 * `path-steps` are those of whole paths alone, without rollouts that branch from them.
 */
export type CurveAxis = (typeof CURVE_AXES)[number]

/** The return of an iteration, and how far the run had come at its end. */
export interface PlacedReturn {
  /** In the unit of the axis, from the beginning of the run. */
  readonly x: number
  /** Mean return of the episodes that ended in it; null where none did. */
  readonly meanReturn: number | null
}

/** What an iteration adds to each axis. */
const ADDED: Readonly<Record<CurveAxis, (record: TrainingRecord, pathSteps?: number) => number>> = {
  iterations: () => 1,
  steps: ({ steps }) => steps,
  'path-steps': ({ steps }, pathSteps) => pathSteps ?? steps,
  seconds: ({ timings }) => timings.total,
}

/**
 * The returns of a run's records along an axis.
 *
 * @param pathSteps the steps that each iteration takes along paths, for a run that takes others besides; records do not tell
 *   the two apart
 */
export function placedReturns(records: readonly TrainingRecord[], axis: CurveAxis, pathSteps?: number): PlacedReturn[] {
  let x = 0
  return records.map((record) => {
    x += ADDED[axis](record, pathSteps)
    return { x, meanReturn: record.episodes.meanReturn }
  })
}
