import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  beginRun,
  exportRun,
  InterruptedError,
  presentExports,
  RUN_EXPORTS,
  readMetrics,
  readRun,
  resumeRun,
  runPaths,
} from '../../src/index.ts'
import { randomSearch } from '../random-search.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-exported-'))
})
afterEach(() => rm(folder, { recursive: true }))

const config = { algorithm: 'random-search', seed: 3, iterations: 4, checkpoints: { keep: 1 } }

/** What the files of a run hold, and what they would if they were written at once. */
async function exportsOf(directory: string) {
  const { paths, provenance } = await readRun(directory)
  const anew = { ...paths, csv: join(folder, 'anew.csv'), tensorboard: join(folder, 'anew.tfevents') }
  const records = await readMetrics(paths.metrics)
  for (const format of RUN_EXPORTS) await exportRun({ paths: anew, provenance }, format, records)
  const read = (of: typeof paths) => Promise.all(RUN_EXPORTS.map((format) => readFile(of[format], 'hex')))
  return { is: await read(paths), anew: await read(anew) }
}

test('a run that is stopped and resumed has every record in its exports once, and without asking for them again', async () => {
  const directory = join(folder, 'run')
  const training = randomSearch(3, (iteration) => {
    if (iteration === 2) throw new InterruptedError('a signal')
  })
  await beginRun({ directory, config, training, exports: RUN_EXPORTS })
  const stopped = await exportsOf(directory)
  expect(stopped.is).toEqual(stopped.anew)
  const heard: number[] = []
  await resumeRun({ directory, training: randomSearch(3), onRecord: ({ iteration }) => void heard.push(iteration) })
  expect(heard).toEqual([3, 4])
  const done = await exportsOf(directory)
  expect(done.is).toEqual(done.anew)
  for (const [index, before] of stopped.is.entries()) expect(done.is[index].startsWith(before)).toBe(true)
})

test('a run has none that it was not asked for, and a new run in its place loses them', async () => {
  const directory = join(folder, 'run')
  await beginRun({ directory, config: { ...config, iterations: 1 }, training: randomSearch(3), exports: ['csv'] })
  expect(await presentExports(runPaths(directory))).toEqual(['csv'])
  const copy = join(folder, 'copy')
  await cp(directory, copy, { recursive: true })
  await beginRun({ directory, config: { ...config, iterations: 1 }, training: randomSearch(4), force: true })
  expect(await presentExports(runPaths(directory))).toEqual([])
  expect(await presentExports(runPaths(copy))).toEqual(['csv'])
})
