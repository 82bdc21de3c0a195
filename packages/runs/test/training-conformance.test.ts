import { createLocalTrainer, type Training } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { describe, expect, test } from 'vitest'
import { trainingConformance } from '../src/conformance.ts'
import { brokenTrainings } from './broken-trainings.ts'
import type { Search, SearchState } from './changed-trainings.ts'
import { credulousTrainings } from './credulous-trainings.ts'
import { randomSearch } from './random-search.ts'

const trpo = (episodes: 'fresh' | 'continue') => () =>
  createLocalTrainer({ environment: cartPole, seed: 1, quota: { kind: 'steps', steps: 240 }, episodes })

describe.each([
  ['TRPO', trpo('fresh')],
  ['TRPO whose episodes go on', trpo('continue')],
])('%s', (_, create) => {
  test.each(trainingConformance(create))('$name', ({ run }) => run())
})

describe('random search', () => {
  test.each(trainingConformance(() => randomSearch(1)))('$name', ({ run }) => run())
})

const broken = [...brokenTrainings, ...credulousTrainings]
const checksOf = (change: (training: Search) => Partial<Training<SearchState>>) =>
  trainingConformance<SearchState>(() => {
    const training = randomSearch(1)
    return { ...training, ...change(training) }
  })

test.each(broken)('a training that $what is found out', async ({ change, fails, message }) => {
  const named = checksOf(change).filter(({ name }) => name.startsWith(fails))
  expect(named).toHaveLength(1)
  await expect(named[0].run()).rejects.toThrow(message)
})

test('every check finds one of them out', () => {
  const missed = checksOf(() => ({})).filter(({ name }) => !broken.some(({ fails }) => name.startsWith(fails)))
  expect(missed.map(({ name }) => name)).toEqual([])
})

test('trainings are disposed of, also when a check fails', async () => {
  let open = 0
  const create = () => {
    open++
    const training = randomSearch(1)
    return { ...training, init: () => ({ ...training.init(), iteration: 1 }), dispose: async () => void open-- }
  }
  for (const { run } of trainingConformance<SearchState>(create)) await run().catch(() => {})
  expect(open).toBe(0)
})
