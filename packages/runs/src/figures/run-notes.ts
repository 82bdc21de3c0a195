import { boundedMeasure, type Measures, numberIn, type TrainingRecord } from '@trpo/core'
import { curvePoints, LAST, learningFigures } from './learning-figures.ts'

/** Part of its bound below which a step is far smaller than it might be. */
const SMALL_STEP = 0.25

/** Part of the drawn actions that lie outside their bounds above which most of what a policy tries has no effect. */
const MOST_ACTIONS = 0.5

/**
 * What somebody should know of a run who sees nothing but its return: that no step was accepted, that no episode ended, that
 * most actions lie outside their bounds, that steps stay far below theirs. A sentence or two each; none of a run that went well,
 * or has no records.
 *
 * @param measures of the training: what a step is bounded by
 */
export function runNotes(records: readonly TrainingRecord[], measures: Measures): string[] {
  if (records.length === 0) return []
  const notes: string[] = []
  const accepted = records.filter(({ update }) => update.status === 'accepted')
  if (accepted.length === 0)
    notes.push(
      `No step was accepted (${statuses(records)}): the policy is the one that the run began with, and more iterations are not likely to change it.`,
    )
  if (records.every(({ episodes }) => episodes.meanReturn === null)) notes.push(noEpisodeEnded(records))
  const outside = records.slice(-LAST).flatMap((record) => numberIn(record, 'outsideBounds') ?? [])
  const share = outside.reduce((sum, part) => sum + part, 0) / Math.max(1, outside.length)
  if (share > MOST_ACTIONS)
    notes.push(
      `In the last ${outside.length === 1 ? 'iteration' : `${outside.length} iterations`} ${Math.round(100 * share)}% of the drawn actions lie outside the bounds of the action space, where they are clipped: what the policy tries there makes no difference, and it can hardly learn from it. Where the extremes are best, that is as it should be; or else let actions be scaled to their bounds (environment.actions=scale), start with less noise (policy.initialLogStd), or see whether the bounds are as they should be.`,
    )
  const size = boundedMeasure(measures)
  const { medianPartOfBound } = learningFigures(curvePoints(accepted, size))
  if (size !== undefined && medianPartOfBound !== null && medianPartOfBound < SMALL_STEP)
    notes.push(
      `Half of the accepted steps come to at most ${medianPartOfBound.toPrecision(2)} of their bound (${size.short ?? size.title}): they are far smaller than it allows. The damping may be large beside the Fisher matrix, or the line search shrinks every step.`,
    )
  return notes
}

/** Of a run in which none did: what was not seen, and what may be done. */
function noEpisodeEnded(records: readonly TrainingRecord[]): string {
  const steps = records.reduce((sum, record) => sum + record.steps, 0)
  return `No episode ended in ${steps.toLocaleString('en')} steps, so no return is known. Give the environment a time limit (environment.timeLimit), let episodes go on over iterations (sampler.quota.episodes=continue) if they do not yet, since what comes late in an episode is never seen otherwise, or sample more steps.`
}

/** `noImprovement 3 times, zeroGradient once` */
function statuses(records: readonly TrainingRecord[]): string {
  const counts = new Map<string, number>()
  for (const { update } of records) counts.set(update.status, (counts.get(update.status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${status} ${count === 1 ? 'once' : `${count} times`}`).join(', ')
}
