import type { TrainingRecord } from '@trpo/core'
import { curvePoints, learningFigures } from './learning-figures.ts'

/** KL / delta below which steps are far smaller than the bound would let them be. */
const SMALL_STEP = 0.25

/**
 * What somebody should know of a run who sees nothing but its return: that no step was accepted, that no episode ended, that
 * steps stay far below their bound. A sentence or two each; none of a run that went well, or has no records.
 *
 * @param maxKl the bound on the KL of a step, where there is one
 */
export function runNotes(records: readonly TrainingRecord[], maxKl?: number): string[] {
  if (records.length === 0) return []
  const notes: string[] = []
  const accepted = records.filter(({ update }) => update.status === 'accepted')
  if (accepted.length === 0)
    notes.push(
      `No step was accepted (${statuses(records)}): the policy is the one that the run began with, and more iterations are not likely to change it.`,
    )
  if (records.every(({ episodes }) => episodes.meanReturn === null))
    notes.push(
      'No episode ended, so no return is known, and what comes later in an episode was never seen. Give the environment a shorter time limit, sample more steps an iteration, or let episodes go on over iterations.',
    )
  const { medianKlRatio } = learningFigures(curvePoints(accepted, maxKl))
  if (medianKlRatio !== null && medianKlRatio < SMALL_STEP)
    notes.push(
      `Half of the accepted steps have a KL of at most ${medianKlRatio.toPrecision(2)} of their bound: they are far smaller than it allows. The damping may be large beside the Fisher matrix, or the line search shrinks every step.`,
    )
  return notes
}

/** `noImprovement 3 times, zeroGradient once` */
function statuses(records: readonly TrainingRecord[]): string {
  const counts = new Map<string, number>()
  for (const { update } of records) counts.set(update.status, (counts.get(update.status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${status} ${count === 1 ? 'once' : `${count} times`}`).join(', ')
}
