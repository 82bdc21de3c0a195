import { singlePath } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { brokenBatches } from './broken-batches.ts'
import { brokenDraws } from './broken-draws.ts'
import { brokenRefusals } from './broken-refusals.ts'
import { checksOf, steps } from './changed-samplers.ts'

const brokenSamplers = [...brokenDraws, ...brokenBatches, ...brokenRefusals]

describe.each([
  ['steps, fresh', singlePath({ quota: { kind: 'steps', steps: 203 }, lanes: 14 })],
  ['steps, continue', steps],
  ['paths, fresh', singlePath({ quota: { kind: 'paths', paths: 30 }, lanes: 14 })],
  ['paths, continue', singlePath({ quota: { kind: 'paths', paths: 30 }, lanes: 14, episodes: 'continue' })],
  ['one lane', singlePath({ quota: { kind: 'steps', steps: 40 }, lanes: 1 })],
  ['long enough to tell of its progress', singlePath({ quota: { kind: 'steps', steps: 12 * 20 }, lanes: 12 })],
])('%s', (_name, procedure) => {
  for (const { name, run } of checksOf(procedure)) it(name, run)
})

describe('a broken sampler is caught', () => {
  it.each(brokenSamplers)('$what', async ({ procedure, fails, message }) => {
    const named = checksOf(procedure()).filter(({ name }) => name.startsWith(fails))
    expect(named).toHaveLength(1)
    await expect(named[0].run()).rejects.toThrow(message)
  })

  it('and every check is failed by one of them', () => {
    const missed = checksOf(steps).filter(({ name }) => !brokenSamplers.some(({ fails }) => name.startsWith(fails)))
    expect(missed.map(({ name }) => name)).toEqual([])
  })
})
