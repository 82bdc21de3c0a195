import { importanceSampled, localParts, passesOf, type RunParts, sampledObjective } from '@trpo/core'
import { cartPole, timeLimit } from '@trpo/envs'
import { expect, it } from 'vitest'

const parts: RunParts = localParts({ seed: 1, quota: { kind: 'steps', steps: 100 } }, timeLimit(cartPole(), 30).spec)

it('has the passes of the parts, each once, and those of the trainer: observations, and actions outside of their bounds', () => {
  const names = passesOf(parts).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual([
    'observations/statistics',
    'actions/outside',
    ...parts.estimator.passes.map(({ name }) => name),
    ...parts.objective.passes.map(({ name }) => name),
  ])
})

it('refuses two passes of one name', () => {
  const [first] = parts.estimator.passes
  const estimator = { ...parts.estimator, passes: [...parts.estimator.passes, first] }
  expect(() => passesOf({ ...parts, estimator })).toThrow(
    `two passes of the run are called ${first.name}; give each a name of its own`,
  )
})

it('refuses an objective that reads a column that no pass fills', () => {
  const form = { ...importanceSampled(), reads: ['advantages', 'surprise'] }
  expect(() => passesOf({ ...parts, objective: sampledObjective({ form }) })).toThrow(
    /reads the column surprise, and the estimator Monte Carlo.* fills returns, weights, values, advantages.*; take an estimator that fits/,
  )
})
