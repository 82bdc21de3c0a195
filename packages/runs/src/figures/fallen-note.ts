import type { TrainingRecord } from '@trpo/core'
import { bestEvaluation, evaluationsOf } from './best-evaluation.ts'
import { curvePoints, LAST, learningFigures } from './learning-figures.ts'

/** The part of what was once gained below which a loss is not noted. */
const LOSS = 0.25

/** The fewest evaluations, and the fewest iterations of a run without them, of which it is said that the policy became worse. */
const ENOUGH = { evaluations: 3, iterations: 4 * LAST }

/**
 * A note on a run whose policy was better once than it is in the end: by its evaluations, or where it has none by its returns
 * (means over five iterations, and more than their spread over episodes). None for any other run.
 */
export function fallenNote(records: readonly TrainingRecord[]): string[] {
  const [best, evaluations] = [bestEvaluation(records), evaluationsOf(records)]
  if (best === undefined) return fallenReturn(records)
  const returns = evaluations.map(({ meanReturn }) => meanReturn)
  const last = returns[returns.length - 1]
  const least = returns.reduce((a, b) => Math.min(a, b))
  if (returns.length < ENOUGH.evaluations || !(best.meanReturn - last > LOSS * (best.meanReturn - least))) return []
  return [
    `The last evaluation came to ${shown(last)}, and the best one to ${shown(best.meanReturn)} after iteration ${best.iteration}: the policy has become worse since. The best one is kept in best/.`,
  ]
}

function fallenReturn(records: readonly TrainingRecord[]): string[] {
  if (records.length < ENOUGH.iterations) return []
  const points = curvePoints(records)
  const { firstReturn, lastReturn } = learningFigures(points)
  const spans = points.map((_, end) => learningFigures(points.slice(Math.max(0, end + 1 - LAST), end + 1)).lastReturn)
  const means = spans.map((mean) => mean ?? Number.NEGATIVE_INFINITY)
  const at = means.reduce((best, mean, i) => (i >= LAST - 1 && mean > means[best] ? i : best), LAST - 1)
  const spread = Math.max(...records.slice(-LAST).map(({ episodes }) => episodes.stdReturn ?? 0))
  if (firstReturn === null || lastReturn === null) return []
  const loss = means[at] - lastReturn
  if (!(loss > LOSS * (means[at] - firstReturn) && loss > spread)) return []
  return [
    `The return has fallen from ${shown(means[at])} around iteration ${at + 1} to ${shown(lastReturn)}. Evaluation during training (--set evaluation.every=10) keeps the best policy beside the last one.`,
  ]
}

/** Four digits. */
function shown(value: number): string {
  return String(Number(value.toPrecision(4)))
}
