import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectOneMessage, temporaryFolder, trpoInOneProcess } from '../run-cli.ts'
import { modules, quick } from './environments.ts'

describe('an environment that is wrong ends with exit code 2 and one message', () => {
  let folder: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, name), text)
  })

  test.each<[string[], string | RegExp]>([
    [['train', '--env', 'missing.ts'], /there is no environment file .*missing\.ts/],
    [['train', '--env', 'syntax.mjs'], /syntax\.mjs could not be loaded/],
    [['train', '--env', 'named.mjs'], /does not export a function createEnvironment; it exports createEnvironmnt/],
    [['train', '--env', 'nothing.mjs'], 'it exports nothing'],
    [['train', '--env', 'undefined.mjs'], 'returned undefined; expected an environment'],
    [['train', '--env', 'promise.mjs'], 'returned a promise'],
    [['train', '--env', 'unready.mjs'], 'has no function step'],
    [['train', '--env', 'specless.mjs'], 'expected { name, observationSpace, actionSpace, timeLimit?, info? }'],
    [['train', '--env', 'nan-at-once.mjs'], 'the reward of the first step is NaN'],
    [
      ['train', '--env', 'wrong-length.mjs'],
      /^error: step\(\) of \.\/wrong-length\.mjs failed: action has length 2, paper\/cart-pole expects 1 \(1 number in \[/,
    ],
    [['train', '--env', 'no-reward.mjs'], 'expects { reward: number, terminated: boolean'],
    [
      ['train', 'paper/cart-pole-vine', '--env', 'good.mjs'],
      /a vine goes back to earlier states, and mine cannot; give the environment snapshot\(\) and restore\(state\), or set/,
    ],
  ])('trpo %j: nothing is written', async (words, message) => {
    const before = await readdir(folder)
    expectOneMessage(await trpoInOneProcess(folder, words), message)
    expect(await readdir(folder)).toEqual(before)
  })

  // Each lane has 50 steps an iteration, and an episode goes on in the next one.
  test.each([
    ['nan-later.mjs', /mine gave the reward NaN in lane \d+ at step 75/, 'It fails again.'],
    ['huge-later.mjs', /^error: .* overflow; scale rewards .*down/m, undefined],
    [
      'throws-later.mjs',
      /mine failed in lane \d+ at step 75 of an episode \(iteration 1\): step\(\) of \.\/throws-later\.mjs failed: it broke/,
      'It fails again: step() of ./throws-later.mjs failed: it broke',
    ],
  ])(
    '%s, whose fault shows in the second iteration: the checkpoint of the first is kept and named, with workers and without',
    async (file, message, again) => {
      for (const workers of ['1', '2']) {
        const name = file.replace('.mjs', `-${workers}`)
        const ended = await trpoInOneProcess(folder, [
          'train',
          '--env',
          file,
          '--name',
          name,
          '--workers',
          workers,
          ...quick,
        ])
        expectOneMessage(ended, message)
        expect(ended.stdout).toContain('iteration 1/2')
        expect(ended.stderr).toContain(
          `its last good checkpoint is kept: runs/${name}/checkpoints/000001 (iteration 1)`,
        )
        expect(await readdir(join(folder, 'runs', name))).not.toContain('lock')
        expect(await readdir(join(folder, 'runs', name, 'checkpoints'))).toEqual(['000000', '000001'])
        expect(await readFile(join(folder, 'runs', name, 'report.html'), 'utf8')).toContain('1 of 2 iterations')

        const replay = await trpoInOneProcess(folder, ['replay', name])
        if (again === undefined) expectOneMessage(replay, `no episode of the run runs/${name} has failed`)
        else {
          expect(ended.stderr).toContain(`replay runs/${name}`)
          expect(replay).toMatchObject({ code: 0, stderr: '' })
          expect(replay.stdout).toContain('a reset, then 76 steps; shown from the end: 3.')
          expect(replay.stdout).toContain(again)
        }
      }
    },
  )
})
