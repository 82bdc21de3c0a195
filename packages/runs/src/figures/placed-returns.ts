import type { TrainingRecord } from '@trpo/core'

/** What a learning curve may be drawn against. */
export const CURVE_AXES = ['iterations', 'steps', 'seconds'] as const

/**
 * What a learning curve is drawn against: iterations, environment steps, or seconds of training. Steps are all that were simulated
 * for training, as records count them: those of a vine's rollouts and of a search's candidates included.
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
const ADDED: Readonly<Record<CurveAxis, (record: TrainingRecord) => number>> = {
  iterations: () => 1,
  steps: ({ steps }) => steps,
  seconds: ({ timings }) => timings.total,
}

/** The returns of a run's records along an axis. */
export function placedReturns(records: readonly TrainingRecord[], axis: CurveAxis): PlacedReturn[] {
  let x = 0
  return records.map((record) => {
    x += ADDED[axis](record)
    return { x, meanReturn: record.episodes.meanReturn }
  })
}
