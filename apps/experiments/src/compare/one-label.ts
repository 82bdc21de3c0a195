import { InputError } from '../errors.ts'
import type { LearningCurve } from './learning-curve.ts'

/**
 * The curves of runs under one label: a curve a task, whatever the presets are called. Throws an InputError where a task has two
 * runs of one seed, as they are of two experiments.
 */
export function underOneLabel(curves: readonly LearningCurve[], label: string): LearningCurve[] {
  const seen = new Map<string, LearningCurve>()
  for (const curve of curves) {
    const which = `${curve.task}, seed ${curve.seed}`
    const other = seen.get(which)
    if (other !== undefined)
      throw new InputError(
        `--label ${label}: there are two runs of ${which}, of ${other.label} and of ${curve.label}; give runs of one experiment a task, or no --label`,
      )
    seen.set(which, curve)
  }
  return curves.map((curve) => ({ ...curve, label }))
}
