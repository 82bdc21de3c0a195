import { type MeanCurvePoint, meanCurve } from '@trpo/runs'
import type { LearningCurve } from './learning-curve.ts'

/** The runs of one label on one task, and their mean. */
export interface MeanOfLabel {
  readonly task: string
  readonly label: string
  readonly curves: readonly LearningCurve[]
  readonly mean: readonly MeanCurvePoint[]
}

/** The curves by task and label, each in the order in which it is met first. */
export function meanCurves(curves: readonly LearningCurve[]): MeanOfLabel[] {
  const of = new Map<string, LearningCurve[]>()
  for (const curve of curves) {
    const key = JSON.stringify([curve.task, curve.label])
    of.set(key, [...(of.get(key) ?? []), curve])
  }
  const groups = [...of.values()].map((group) => {
    const [{ task, label }] = group
    return { task, label, curves: group, mean: meanCurve(group.map(({ returns }) => returns)) }
  })
  const tasks = tasksOf(curves)
  return groups.sort((a, b) => tasks.indexOf(a.task) - tasks.indexOf(b.task))
}

/** The tasks of curves, in the order in which they are met first. */
export function tasksOf(curves: readonly Pick<LearningCurve, 'task'>[]): string[] {
  return [...new Set(curves.map(({ task }) => task))]
}
