import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Policy } from '@trpo/policies'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  beginRun,
  findRecorded,
  InterruptedError,
  listRuns,
  readMetrics,
  readRun,
  resumeRun,
  runPaths,
  verifyRun,
} from '../src/index.ts'
import { randomSearch } from './random-search.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'any-training-'))
})
afterEach(() => rm(folder, { recursive: true }))

const config = { algorithm: 'random-search', seed: 3, iterations: 6, checkpoints: { keep: 2 } }

/** All files of a run that follow from its seed, as bytes. */
async function filesOf(directory: string): Promise<Map<string, string>> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile() && !['run.json', 'report.html'].includes(entry.name))
  return new Map(
    await Promise.all(
      files
        .map(({ parentPath, name }) => join(parentPath, name))
        .sort()
        .map(async (path): Promise<[string, string]> => [path.slice(directory.length), await readFile(path, 'hex')]),
    ),
  )
}

const verify = async (directory: string, seed: number) => {
  const paths = runPaths(directory)
  return verifyRun(paths, randomSearch(seed), await findRecorded(paths, undefined), () => {})
}

test('a training that is not TRPO runs, is stopped and resumed at every iteration, and comes to the same bits', async () => {
  const whole = join(folder, 'whole')
  const short = { ...config, iterations: 4 }
  await beginRun({ directory: whole, config: short, training: randomSearch(3) })
  const expected = await filesOf(whole)
  expect([...expected.keys()]).toContain('/checkpoints/000004/state.safetensors')
  for (let stop = 0; stop < short.iterations; stop++) {
    const directory = join(folder, `stopped-${stop}`)
    const training = randomSearch(3, (iteration) => {
      if (iteration === stop) throw new InterruptedError('a signal')
    })
    expect(await beginRun({ directory, config: short, training })).toMatchObject({ interrupted: true })
    expect(await readMetrics(runPaths(directory).metrics)).toHaveLength(stop)
    expect(await resumeRun({ directory, training: randomSearch(3) })).toMatchObject({ interrupted: false })
    expect(await filesOf(directory)).toEqual(expected)
  }
})

test('a training that is not TRPO fails, and its run goes on from where it stood', async () => {
  const directory = join(folder, 'failed')
  const training = randomSearch(3, (iteration) => {
    if (iteration === 2) throw new Error('out of luck')
  })
  await expect(beginRun({ directory, config, training })).rejects.toThrow('out of luck')
  // As if the process had died between the record and the checkpoint.
  const { metrics } = runPaths(directory)
  await writeFile(metrics, `${await readFile(metrics, 'utf8')}{"iteration":3`)
  await resumeRun({ directory, training: randomSearch(3) })
  expect(await verify(directory, 3)).toMatchObject({ differences: [], records: 6, checkpoints: 2, policy: 'agrees' })
})

test('its run is listed, keeps what its numbers mean, and is verified bit by bit', async () => {
  const directory = join(folder, 'search')
  const { records } = await beginRun({ directory, config, training: randomSearch(3) })
  expect(records.some(({ update }) => update.status === 'accepted')).toBe(true)
  expect(await listRuns(folder)).toMatchObject([{ name: 'search', state: 'finished', iteration: 6, fault: undefined }])
  const { provenance } = await readRun(directory)
  expect(provenance.measures).toEqual(randomSearch(3).measures)
  const stored = await readMetrics(runPaths(directory).metrics)
  expect(stored.map(({ update }) => update['advantageOfMove'])).toEqual(
    records.map(({ update }) => update['advantageOfMove']),
  )
  expect(await verify(directory, 3)).toMatchObject({ differences: [], records: 6, checkpoints: 2, policy: 'agrees' })
  const [first] = (await verify(directory, 4)).differences
  expect(first).toMatchObject({ where: 'metrics.jsonl, line 1' })
})

test('a policy that could not be loaded again is refused before anything is written, and verified where it can be', async () => {
  const directory = join(folder, 'own')
  const search = randomSearch(3)
  const { distribution } = search.policy(search.init())
  const bell: Policy['distribution'] = { ...distribution, description: { kind: 'acme/bell', size: 1 } }
  const own: typeof search = { ...search, policy: (state) => ({ ...search.policy(state), distribution: bell }) }
  await expect(beginRun({ directory, config, training: own })).rejects.toThrow(/saved, but not loaded again: .*acme/)
  expect(await readdir(folder)).toEqual([])
  const training = { ...own, loading: { distributions: { 'acme/bell': () => bell } } }
  await beginRun({ directory, config, training })
  const paths = runPaths(directory)
  const recorded = await findRecorded(paths, undefined)
  expect(await verifyRun(paths, training, recorded, () => {})).toMatchObject({ differences: [], policy: 'agrees' })
  expect((await verifyRun(paths, own, recorded, () => {})).differences).toMatchObject([{ where: 'policy' }])
})

test('a run that cannot be read does not stop a list', async () => {
  const directory = join(folder, 'good')
  await beginRun({ directory, config: { ...config, iterations: 1 }, training: randomSearch(3) })
  await cp(directory, join(folder, 'no-json'), { recursive: true })
  await writeFile(join(folder, 'no-json', 'config.json'), '{')
  await cp(directory, join(folder, 'other-config'), { recursive: true })
  await writeFile(join(folder, 'other-config', 'config.json'), '{"iterations": "many"}')
  await cp(directory, join(folder, 'other-records'), { recursive: true })
  await writeFile(join(folder, 'other-records', 'metrics.jsonl'), '{"iteration": 1}\n')
  await cp(directory, join(folder, 'no-provenance'), { recursive: true })
  await rm(join(folder, 'no-provenance', 'run.json'))
  const runs = await listRuns(folder)
  expect(runs.map(({ name, state, fault }) => [name, state, fault === undefined])).toEqual([
    ['good', 'finished', true],
    ['no-json', 'unreadable', false],
    ['no-provenance', 'unreadable', false],
    ['other-config', 'unreadable', false],
    ['other-records', 'unreadable', false],
  ])
})

test('a number that is newer than the run is not compared, and one that was taken out of a record is missed', async () => {
  const directory = join(folder, 'older')
  await beginRun({ directory, config, training: randomSearch(3) })
  const { metrics, provenance } = runPaths(directory)
  const lines = (await readFile(metrics, 'utf8')).trimEnd().split('\n')
  const without = (line: string) => {
    const { update, ...rest } = JSON.parse(line)
    return JSON.stringify({ ...rest, update: { status: update.status } })
  }
  const difference = { where: 'metrics.jsonl, line 3', field: 'update.advantageOfMove', recorded: 'nothing' }
  const write = (all: readonly string[]) => writeFile(metrics, `${all.join('\n')}\n`)

  await write(lines.map((line, i) => (i === 2 ? without(line) : line)))
  expect((await verify(directory, 3)).differences).toMatchObject([difference])
  // Nor from all of them, as the run.json says what they had.
  await write(lines.map(without))
  expect((await verify(directory, 3)).differences).toMatchObject([{ ...difference, where: 'metrics.jsonl, line 1' }])
  // A run.json of before that was kept, or that does not know of the number.
  const { measures: _, ...old } = JSON.parse(await readFile(provenance, 'utf8'))
  await writeFile(provenance, JSON.stringify(old))
  expect(await verify(directory, 3)).toMatchObject({ differences: [], records: 6 })
})
