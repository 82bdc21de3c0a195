import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { beginRun, exists, InterruptedError, readFailedEpisode, resumeRun, runPaths } from '../src/index.ts'
import { randomSearch } from './random-search.ts'

/** An error that tells of an episode of the second iteration. */
const failure = () =>
  Object.assign(new Error('it fell'), {
    ...{ lane: 0, step: 0, iteration: 1 },
    ...{ reset: Float64Array.of(1, 0, 0), draws: Float64Array.of(1, 0, 0, 1), actions: Float64Array.of(1) },
  })

test('an episode that failed is kept until a resumed run has passed its iteration', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'failed-episode-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const paths = runPaths(directory)
  const throwing = (at: number, error: Error) =>
    randomSearch(1, (iteration) => {
      if (iteration === at) throw error
    })
  const config = { algorithm: 'random-search', iterations: 3, checkpoints: { keep: 2 } }
  await expect(beginRun({ directory, config, training: throwing(1, failure()) })).rejects.toThrow('it fell')
  expect(await readFailedEpisode(paths)).toMatchObject({ error: 'it fell', trace: { iteration: 1 } })
  await resumeRun({ directory, training: throwing(1, new InterruptedError('a signal')) })
  expect(await exists(paths.failedEpisode)).toBe(true)
  await resumeRun({ directory, training: throwing(2, new InterruptedError('a signal')) })
  expect(await exists(paths.failedEpisode)).toBe(false)
})
