import { expect } from 'vitest'
import type { RobotTask } from '../src/robots/task.ts'
import type { Golden } from './gymnasium.ts'

/** Holds the specification of a task to Gymnasium's: its name, its time limit and its spaces. */
export function specificationLaw({ spec }: Pick<RobotTask<unknown>, 'spec'>, expected: Golden['task']): void {
  expect(spec.name).toBe(expected.name)
  expect(spec.timeLimit).toBe(expected.timeLimit)
  const anything = new Array(expected.observationSize).fill(Number.POSITIVE_INFINITY)
  expect(spec.observationSpace).toEqual({ kind: 'box', low: anything.map((bound) => -bound), high: anything })
  expect(spec.actionSpace).toEqual({ kind: 'box', low: expected.actionLow, high: expected.actionHigh })
}
