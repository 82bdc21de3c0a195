import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectOneMessage, temporaryFolder, trpo, trpoInOneProcess } from '../run-cli.ts'

const ROWS: readonly (readonly [string[], string | RegExp])[] = [
  [['train', 'paper/swimer'], 'unknown preset paper/swimer; did you mean paper/swimmer?'],
  [['train', 'paper/cart-pole', '--sed', '3'], "unknown option '--sed'"],
  [['train', 'paper/cart-pole', '--seed', '-1'], 'Expected a whole number from 0'],
  [['train', 'paper/cart-pole', '--workers', '0'], 'Expected a whole number from 1 to 1024'],
  [['train', 'paper/cart-pole', '--set', 'algorithm.maxKl=0'], 'update.maxKl is 0; expected a number above 0'],
  [
    ['train', 'paper/cart-pole', '--set', 'algorithm.maxKL=1'],
    'unknown option algorithm.maxKL; did you mean update.maxKl?',
  ],
  [
    ['train', 'paper/cart-pole', '--set', 'sampling.perIteration=3'],
    'a quota of 3 paths cannot be split over 64 lanes',
  ],
  [
    ['train', 'paper/cart-pole', '--set', 'environment.name=paper/cartpole'],
    'unknown environment paper/cartpole; did you mean paper/cart-pole?',
  ],
  [['train', 'paper/cart-pole', '--name', '../escape'], '--name ../escape: a run'],
  [['train', 'paper/cart-pole', '--out', '.', '--name', 'somewhere'], 'somewhere holds files and is no run'],
  [['train', 'paper/cart-pole', '--out', 'good.mjs', '--name', 'a'], 'the run cannot be put into good.mjs/a: ENOTDIR'],
  [['train', 'paper/cart-pole', '--out', 'dangling', '--name', 'a'], 'the run cannot be put into dangling/a: E'],
  [['list', '--out', 'good.mjs'], 'the runs in good.mjs cannot be listed: ENOTDIR'],
  [['train'], 'give a preset to train (paper/swimmer'],
  [['train', 'paper/cart-pole', '--config', 'x.json'], 'give one of them'],
  [['train', '--config', 'x.json'], 'x.json cannot be read'],
  [['trian'], "unknown command 'trian'"],
  [['resume', 'runs/none'], 'there is no run in runs/none'],
  [['evaluate', 'runs/none'], 'there is no run in runs/none'],
  [['report', 'runs/none'], 'there is no run in runs/none'],
  [['list', 'paper/swimer'], 'did you mean paper/swimmer?'],
]

describe('a command line that is wrong ends with exit code 2, one message and nothing written', () => {
  let folder: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    await writeFile(join(folder, 'good.mjs'), 'a file where a folder is asked for')
    await mkdir(join(folder, 'somewhere'))
    await writeFile(join(folder, 'somewhere', 'notes.txt'), 'mine')
    // Nothing is there to read, and no folder can be made there, not even by root.
    await symlink('nowhere/at/all', join(folder, 'dangling'))
  })

  test.each(ROWS)('trpo %j', async (words, message) => {
    const before = await readdir(folder)
    expectOneMessage(await trpoInOneProcess(folder, words), message)
    expect(await readdir(folder)).toEqual(before)
  })

  test('and so does a process of its own', async () => {
    for (const [words, message] of [ROWS[0], ROWS[10], ROWS[16]]) expectOneMessage(await trpo(folder, words), message)
  })
})

test('help and version answer with exit code 0', async () => {
  const folder = await temporaryFolder()
  for (const command of ['start', 'train', 'resume', 'evaluate', 'verify', 'list', 'report']) {
    const { code, stdout } = await trpoInOneProcess(folder, [command, '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Examples')
  }
  expect((await trpo(folder, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
