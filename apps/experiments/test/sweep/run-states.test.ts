import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPaths, sweepStates } from '@trpo/runs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exitCodeOf } from '../../src/commands/sweep.ts'
import { iterationsDone } from '../../src/report/write-report.ts'
import { pendingRuns } from '../../src/sweep/pending-runs.ts'
import { coreShares } from '../../src/sweep/run-cores.ts'
import { runStates } from '../../src/sweep/run-states.ts'

const sweep = { runs: [{ name: 'one', words: ['train', 'one'], configDigest: '' }] }
const failures = { one: { reason: 'report.html cannot be written', at: '2015-02-19T00:00:00.000Z' } }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-states-'))
  const paths = runPaths(join(folder, 'one'))
  await mkdir(join(paths.checkpoints, '000003'), { recursive: true })
  await writeFile(paths.config, JSON.stringify({ iterations: 3, checkpoints: { keep: 1 } }))
  const texts = { configDigest: '', startedIn: '', command: '', startedAt: '', version: '', commit: '', node: '' }
  await writeFile(paths.provenance, JSON.stringify({ ...texts, environmentDigest: null, hardware: '' }))
})
afterEach(() => rm(folder, { recursive: true }))

const write = (text: string) => writeFile(runPaths(join(folder, 'one')).report, text)

test('a run whose iterations are done, but whose report could not be written, has failed', async () => {
  expect(await sweepStates(folder, sweep, failures)).toMatchObject([{ state: 'finished' }])
  const states = await runStates(folder, sweep, failures)
  expect(states).toMatchObject([{ state: 'failed', reason: failures.one.reason }])
  expect(exitCodeOf({ states, interrupted: false })).toBe(1)
  expect(await pendingRuns({ startedIn: folder }, states, coreShares(1, 1))).toEqual([])
  await write(`<p>${iterationsDone(2, 3)}</p>`)
  expect(await runStates(folder, sweep, failures)).toMatchObject([{ state: 'failed' }])
})

test('one that was stopped before its report was written is unfinished', async () => {
  expect(await runStates(folder, sweep, {})).toMatchObject([{ state: 'unfinished', reason: undefined }])
})

test('with its report it is finished, whatever it failed by before', async () => {
  await write(`<p>${iterationsDone(3, 3)}</p>`)
  const states = await runStates(folder, sweep, failures)
  expect(states).toMatchObject([{ state: 'finished', reason: undefined }])
  expect(exitCodeOf({ states, interrupted: false })).toBe(0)
})
