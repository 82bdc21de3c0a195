import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSweep, type SweepRunState, sweepStates, withSweep } from '@trpo/runs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { plannedRuns } from '../../src/sweep/ask.ts'
import { checkRuns } from '../../src/sweep/check-runs.ts'
import { pendingRuns } from '../../src/sweep/pending-runs.ts'
import { coreShares } from '../../src/sweep/run-cores.ts'
import { myModule } from '../my-module.ts'

const moduleWith = (reward: number) => myModule(`return { reward: ${reward}, terminated: false }`)

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-pending-'))
  file = join(folder, 'my-env.mjs')
  await writeFile(file, moduleWith(1))
})
afterEach(() => rm(folder, { recursive: true }))

/** The states of a sweep of two seeds that was begun with the module as it is. */
async function begun(): Promise<SweepRunState[]> {
  const asked = { kind: 'sweep', presets: [], configs: [], env: 'my-env.mjs', settings: [], seeds: [1, 2] } as const
  const ready = await checkRuns(plannedRuns(asked), folder)
  const sweep = { asked, runs: ready.map(({ run }) => run), command: 'trpo sweep', startedIn: folder, startedAt: '' }
  const directory = join(folder, 'sweep')
  await withSweep(directory, sweep, async () => {})
  return sweepStates(directory, await readSweep(directory), {})
}

const pendingOf = async (states: readonly SweepRunState[]) =>
  (await pendingRuns({ startedIn: folder }, states, coreShares(1, 1))).map(({ name }) => name)

test('a sweep does not go on in an environment that was edited', async () => {
  const states = await begun()
  expect(states.map(({ environmentDigest }) => environmentDigest)).toEqual(
    Array(2).fill(expect.stringMatching(/^[0-9a-f]{64}$/)),
  )
  expect(await pendingOf(states)).toEqual(['my-env-seed1', 'my-env-seed2'])
  await writeFile(file, moduleWith(2))
  await expect(pendingOf(states)).rejects.toThrow(
    /the run my-env-seed1 is not finished and would be another experiment .*my-env\.mjs has been edited; undo the edit, or begin another sweep/,
  )
  // The edit undone, it goes on.
  await writeFile(file, moduleWith(1))
  expect(await pendingOf(states)).toHaveLength(2)
})

test('neither runs that are not to be done nor sweeps of earlier versions ask for the environment of then', async () => {
  const states = await begun()
  await writeFile(file, moduleWith(2))
  expect(await pendingOf(states.map((state) => ({ ...state, state: 'failed', reason: 'it broke' })))).toEqual([])
  expect(await pendingOf(states.map((state) => ({ ...state, environmentDigest: undefined })))).toHaveLength(2)
})
