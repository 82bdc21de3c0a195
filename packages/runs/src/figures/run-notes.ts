import { boundedMeasure, type Measure, type Measures, numberIn, type TrainingRecord } from '@trpo/core'
import { counted } from '@trpo/math/messages'
import { fallenNote } from './fallen-note.ts'
import { curvePoints, LAST, learningFigures } from './learning-figures.ts'

/** Part of its bound below which a step is far smaller than it might be. */
const SMALL_STEP = 0.25

/**
 * What somebody should know of a run who sees nothing but its return: that no step was accepted, that no episode ended, what its
 * measures note of their numbers, that steps stay far below their bound, that the policy was better once. A sentence or two each. A run that went well or has no
 * records gives none.
 *
 * @param measures those of the training: what its numbers mean, and what a step is bounded by
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
  for (const [name, measure] of Object.entries(measures)) notes.push(...measureNote(records, name, measure))
  const size = boundedMeasure(measures)
  const { medianPartOfBound } = learningFigures(curvePoints(accepted, size))
  if (size !== undefined && medianPartOfBound !== null && medianPartOfBound < SMALL_STEP)
    notes.push(
      `Half of the accepted steps come to at most ${medianPartOfBound.toPrecision(2)} of their bound (${size.short ?? size.title}): they are far smaller than it allows. The damping may be large beside the Fisher matrix, or the line search shrinks every step.`,
    )
  notes.push(...fallenNote(records))
  return notes
}

/** The note that a measure has for a number whose mean over the last iterations is large. */
function measureNote(records: readonly TrainingRecord[], name: string, { title, unit, note }: Measure): string[] {
  const last = records.slice(-LAST)
  const values = last.flatMap((record) => numberIn(record, name) ?? [])
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (note === undefined || !(mean > note.above)) return []
  const known = values.length < last.length ? `${values.length} of the last ${last.length}` : `the last ${last.length}`
  const over = last.length === 1 ? 'in the last iteration' : `on average over ${known} iterations`
  return [`${title}: ${Number(mean.toPrecision(3))}${unit === undefined ? '' : ` ${unit}`} ${over}. ${note.text}`]
}

/** The note on a run in which no episode ended: what was not seen, and what may be done. */
function noEpisodeEnded(records: readonly TrainingRecord[]): string {
  const steps = records.reduce((sum, record) => sum + record.steps, 0)
  return `No episode ended in ${counted(steps, 'step')}, so no return is known. Give the environment a time limit (environment.timeLimit), let episodes continue over iterations (sampler.quota.episodes=continue), or sample more steps: what comes late in an episode is never seen otherwise.`
}

/** `noImprovement 3 times, zeroGradient once` */
function statuses(records: readonly TrainingRecord[]): string {
  const counts = new Map<string, number>()
  for (const { update } of records) counts.set(update.status, (counts.get(update.status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${status} ${count === 1 ? 'once' : `${count} times`}`).join(', ')
}
