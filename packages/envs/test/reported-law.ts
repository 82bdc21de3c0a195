import { expect } from 'vitest'
import type { RobotTask, TakenStep } from '../src/robots/task.ts'

/** What a task reports of a step, by name. */
export function reportOf(
  task: Pick<RobotTask<unknown>, 'spec' | 'report'>,
  ...step: TakenStep
): Readonly<Record<string, number>> {
  const names = Object.keys(task.spec.info ?? {})
  // Filled with what no number may stay.
  const into = new Float64Array(names.length).fill(Number.NaN)
  task.report?.(...step, into)
  return Object.fromEntries(names.map((name, i) => [name, into[i]]))
}

/** Holds what a task reports to what Gymnasium's does: the same names, and numbers within `bound`, relative. */
export function reportedLaw(
  actual: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  bound: number,
): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort())
  for (const [name, value] of Object.entries(expected))
    expect(Math.abs(actual[name] - value), name).toBeLessThanOrEqual(bound * Math.max(1, Math.abs(value)))
}
