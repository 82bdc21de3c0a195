import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginRun, InterruptedError, listCheckpoints, readMetrics, runPaths } from '../src/index.ts'
import { randomSearch } from './random-search.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stored-beside-'))
})
afterEach(() => rm(directory, { recursive: true }))

const config = { algorithm: 'random-search', iterations: 4, checkpoints: { keep: 9 } }

/** What happens in a run of random search, in order; `step` may throw before an iteration begins. */
async function events(step: (iteration: number) => void) {
  const seen: string[] = []
  const training = randomSearch(1)
  const told = {
    ...training,
    step: async (...given: Parameters<typeof training.step>) => {
      const iteration = given[0].iteration + 1
      seen.push(`computes ${iteration}`)
      step(iteration)
      return training.step(...given)
    },
  }
  const onRecord = ({ iteration }: { readonly iteration: number }) => void seen.push(`stored ${iteration}`)
  const ended = await beginRun({ directory: join(directory, 'run'), config, training: told, onRecord })
    .then(({ records, interrupted }) => ({ records: records.length, interrupted }))
    .catch((error: unknown) => String(error))
  const paths = runPaths(join(directory, 'run'))
  const onDisk = [
    (await readMetrics(paths.metrics)).length,
    (await listCheckpoints(paths.checkpoints)).at(-1)?.iteration,
  ]
  return { seen, ended, onDisk }
}

test('an iteration is stored while the next one is computed, and the last one before the run ends', async () => {
  const { seen, ended, onDisk } = await events(() => {})
  expect(seen.slice(0, 3)).toEqual(['computes 1', 'computes 2', 'stored 1'])
  expect(seen.at(-1)).toBe('stored 4')
  expect(seen.filter((event) => event.startsWith('stored'))).toHaveLength(4)
  expect(ended).toEqual({ records: 4, interrupted: false })
  expect(onDisk).toEqual([4, 4])
})

test.each([
  ['a signal', new InterruptedError(), { records: 2, interrupted: true }],
  ['a failure', new Error('it broke'), 'Error: it broke'],
])('%s in an iteration leaves the one before whole', async (_, error, ended) => {
  const found = await events((iteration) => {
    if (iteration === 3) throw error
  })
  expect(found.seen.slice(-2)).toEqual(['computes 3', 'stored 2'])
  expect(found.ended).toEqual(ended)
  expect(found.onDisk).toEqual([2, 2])
})
