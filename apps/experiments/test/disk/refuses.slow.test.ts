import { spawnSync } from 'node:child_process'
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chartlessWords, cliEnvironment, type Ended, expectOneMessage, tensorsOf } from '../run-cli.ts'
import { beforeAllTrain, inFolder, trpoThere } from './runs.ts'

const faultyDisk = new URL('./faults/faulty-disk.ts', import.meta.url).href

beforeAllTrain()

test.each([
  ['ENOSPC', /the disk is full: free some space/],
  ['EDQUOT', /your quota of the disk is used up/],
  ['EROFS', /the file system is read-only/],
  ['EACCES', /this user may not write there/],
  ['EIO', /the disk reports an error/],
])('%s while a run trains: exit code 2, the last checkpoint is named, and it goes on', async (code, advice) => {
  const run = inFolder('runs', 'faulty')
  await rm(run, { recursive: true, force: true })
  await cp(inFolder('runs', 'two'), run, { recursive: true })
  // Lock, run.json, config.json, metrics.jsonl and policy are written first; it is the record of iteration 3 that fails.
  const faulty = JSON.stringify({ folder: run, from: 24, code })
  const [node, ...words] = chartlessWords
  const child = spawnSync(
    node,
    ['--import', faultyDisk, ...words, 'resume', 'runs/faulty', '--iterations', '3', '--workers', '1'],
    { cwd: inFolder(), env: { ...cliEnvironment, FAULTY_DISK: faulty }, encoding: 'utf8' },
  )
  const ended: Ended = { code: child.status, stdout: child.stdout, stderr: child.stderr }
  expectOneMessage(ended, advice)
  expect(ended.stderr).toMatch(/cannot be written: .*E[A-Z]+: .*; then continue with `trpo resume runs\/faulty`/)
  expect(ended.stderr).toContain('its last good checkpoint is kept: runs/faulty/checkpoints/000002 (iteration 2)')
  expect((await trpoThere(['resume', 'runs/faulty', '--workers', '1'])).code).toBe(0)
  expect(await tensorsOf(run, 3)).toEqual(await tensorsOf(inFolder('runs', 'good'), 3))
})

describe('what is in the way of a run, even for root', () => {
  test.each<[string, (run: string) => Promise<void>, RegExp]>([
    [
      'a file where the checkpoints should be',
      async (run) => {
        await rm(join(run, 'checkpoints'), { recursive: true })
        await writeFile(join(run, 'checkpoints'), '')
      },
      /ENOTDIR.*runs\/blocked\/checkpoints/,
    ],
    [
      'a folder where the metrics should be',
      async (run) => {
        await rm(join(run, 'metrics.jsonl'))
        await mkdir(join(run, 'metrics.jsonl'))
      },
      /runs\/blocked\/metrics\.jsonl cannot be read: EISDIR/,
    ],
    [
      'a file where the policy should be',
      async (run) => {
        await rm(join(run, 'policy'), { recursive: true })
        await writeFile(join(run, 'policy'), '')
      },
      /runs\/blocked\/policy cannot be written: EEXIST.*something else is where this should be: move it away; then continue/,
    ],
    [
      'a folder where a file of the policy should be',
      async (run) => {
        await rm(join(run, 'policy', 'policy.json'))
        await mkdir(join(run, 'policy', 'policy.json', 'mine'), { recursive: true })
      },
      /runs\/blocked\/policy\/policy\.json: E(ISDIR|NOTEMPTY|EXIST)/,
    ],
    [
      'a folder where the report should be',
      async (run) => {
        await rm(join(run, 'report.html'))
        await mkdir(join(run, 'report.html', 'mine'), { recursive: true })
      },
      /runs\/blocked\/report\.html cannot be written: E(ISDIR|NOTEMPTY|EXIST).*draw it with `\S*trpo report runs\/blocked`/,
    ],
    [
      'a folder where the lock should be',
      (run) => mkdir(join(run, 'lock')),
      /runs\/blocked\/lock cannot be written: EISDIR.*a folder is where a file should be: move it away/,
    ],
    [
      'a link that leads nowhere where run.json should be',
      async (run) => {
        await rm(join(run, 'run.json'))
        await symlink('nowhere/at/all', join(run, 'run.json'))
      },
      /runs\/blocked\/run\.json cannot be read: ENOENT/,
    ],
  ])('%s', async (_, block, message) => {
    const run = inFolder('runs', 'blocked')
    await rm(run, { recursive: true, force: true })
    await cp(inFolder('runs', 'two'), run, { recursive: true })
    await block(run)
    expectOneMessage(await trpoThere(['resume', 'runs/blocked', '--iterations', '3', '--workers', '1']), message)
    // Nothing of it is a crash for those who only read either.
    const listed = await trpoThere(['list'])
    expect(listed.stdout).toContain('blocked')
    for (const words of [
      ['verify', 'runs/blocked', '--workers', '1'],
      ['evaluate', 'runs/blocked', '--episodes', '1'],
    ])
      expect((await trpoThere(words)).stderr).not.toContain('internal error')
  })
})
