import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beginRun, runNotes } from '@trpo/runs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { randomSearch } from '../../../packages/runs/test/random-search.ts'
import { report } from '../src/commands/report.ts'
import { comparisonRows } from '../src/compare/comparison-rows.ts'
import { curvesOfRuns } from '../src/compare/learning-curve.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'any-report-'))
})
afterEach(() => rm(folder, { recursive: true }))

const search = async (name: string, seed: number) => {
  const directory = join(folder, name)
  const config = { algorithm: { kind: 'random-search', spread: 0.3 }, seed, iterations: 4, checkpoints: { keep: 1 } }
  const { records } = await beginRun({ directory, config, training: randomSearch(seed) })
  return { directory, records }
}

test('the report of a training that is not TRPO shows its numbers, its settings, and nothing of TRPO', async () => {
  const { directory } = await search('search', 3)
  await report(directory)
  const html = await readFile(join(directory, 'report.html'), 'utf8')
  expect(html).toContain('random search, spread 0.3, seed 3, commit')
  for (const title of ['Return by iteration', 'What the move would bring']) expect(html).toContain(`<h2>${title}</h2>`)
  expect(html).toContain('<th scope="row">algorithm.spread</th><td>0.3</td>')
  for (const ofTrpo of ['KL', 'Line search', 'TRPO', 'Where the time goes', 'Next commands'])
    expect(html).not.toContain(ofTrpo)
})

test('runs of such a training are compared, those that say the same of themselves taken together', async () => {
  const runs = [await search('one', 1), await search('two', 2)]
  const rows = comparisonRows(await curvesOfRuns(runs.map(({ directory }) => ({ directory }))))
  expect(rows.map(([, label, seed]) => [label, seed])).toEqual([
    ['random search, spread 0.3', '1'],
    ['random search, spread 0.3', '2'],
    ['random search, spread 0.3', 'all 2'],
  ])
  expect(rows[0].at(-1)).toBe('')
})

test('what is noted of a run does not need a bound', async () => {
  const { records } = await search('noted', 1)
  expect(runNotes(records, randomSearch(1).measures).join()).not.toContain('bound')
})
