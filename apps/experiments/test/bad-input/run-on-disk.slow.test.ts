import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ended, expectOneMessage, temporaryFolder, trpo, trpoInOneProcess } from '../run-cli.ts'
import { environment, quick } from './environments.ts'

describe('a run on the disk', () => {
  let folder: string
  let run: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    run = join(folder, 'runs', 'cart')
    expect((await trpoInOneProcess(folder, ['train', 'paper/cart-pole', '--name', 'cart', ...quick])).code).toBe(0)
  })
  const resume = () => trpoInOneProcess(folder, ['resume', 'runs/cart', '--iterations', '3'])
  /** Writes a changed file, runs, and puts the file back. */
  const withFile = async (
    path: string,
    change: (text: string) => string,
    work: () => Promise<Ended>,
  ): Promise<Ended> => {
    const before = await readFile(path)
    await writeFile(path, change(before.toString()))
    try {
      return await work()
    } finally {
      await writeFile(path, before)
    }
  }

  test('is not replaced, unless by --force', async () => {
    const words = ['train', 'paper/cart-pole', '--name', 'cart', ...quick]
    const before = await readFile(join(run, 'run.json'), 'utf8')
    expectOneMessage(
      await trpoInOneProcess(folder, words),
      'there is a run runs/cart; continue it with `trpo resume runs/cart`',
    )
    expect(await readFile(join(run, 'run.json'), 'utf8')).toBe(before)
    expect((await trpoInOneProcess(folder, [...words, '--force'])).code).toBe(0)
    expect(await readFile(join(run, 'run.json'), 'utf8')).not.toBe(before)
  })

  test.each<[string, string, string, string | RegExp]>([
    ['a misspelt field', '"maxKl"', '"maxKL"', 'unknown option update.maxKL; did you mean update.maxKl?'],
    ['a field out of range', '"maxKl": 0.01', '"maxKl": 0', 'update.maxKl is 0; expected a number above 0'],
    ['another value', '"maxKl": 0.01', '"maxKl": 0.02', 'is not the config this run began with'],
    ['broken JSON', '{', '', /runs\/cart\/config\.json is not JSON/],
  ])('whose config.json has %s is not resumed', async (_, from, to, message) => {
    const listing = await readdir(run)
    const ended = await withFile(join(run, 'config.json'), (text) => text.replace(from, to), resume)
    expectOneMessage(ended, message)
    expect(await readdir(run)).toEqual(listing)
  })

  test('with fewer iterations asked for than it has', async () => {
    expectOneMessage(
      await trpoInOneProcess(folder, ['resume', 'runs/cart', '--iterations', '1']),
      'has 2 iterations already',
    )
  })

  test('with curves that cannot be written', async () => {
    const ended = await trpoInOneProcess(folder, ['compare', 'runs/cart', '--write', 'no/folder/curves.svg'])
    expectOneMessage(ended, 'the comparison cannot be put into no/folder/curves.svg: ENOENT')
  })

  test('whose environment has other actions by now', async () => {
    // Each command loads the file anew: these are processes of their own.
    const mine = join(folder, 'mine.mjs')
    await writeFile(mine, environment({}))
    expect((await trpo(folder, ['train', '--env', 'mine.mjs', '--name', 'mine', ...quick])).code).toBe(0)
    await writeFile(mine, environment({ actions: "{ kind: 'box', low: [-1, -1], high: [1, 1] }" }))
    for (const words of [
      ['resume', 'runs/mine', '--iterations', '3'],
      ['evaluate', 'runs/mine'],
    ])
      expectOneMessage(
        await trpo(folder, words),
        /the checkpoint runs\/mine\/checkpoints\/000002 cannot be used.*parameterCount is 1154, and the policy of this run has 1188/,
      )
  })

  test('that another process trains is neither resumed nor replaced, and continues once that has ended', async () => {
    const lock = join(run, 'lock')
    await writeFile(lock, `${process.pid}\n`)
    const taken = `the run runs/cart is being trained by process ${process.pid}`
    expectOneMessage(await resume(), taken)
    expectOneMessage(
      await trpoInOneProcess(folder, ['train', 'paper/cart-pole', '--name', 'cart', '--force', ...quick]),
      taken,
    )
    expect(await readFile(lock, 'utf8')).toBe(`${process.pid}\n`)
    expect((await trpoInOneProcess(folder, ['evaluate', 'runs/cart', '--episodes', '1'])).code).toBe(0)
    await rm(lock)
  })

  test('evaluated at a checkpoint it does not have', async () => {
    expectOneMessage(
      await trpoInOneProcess(folder, ['evaluate', 'runs/cart', '--iteration', '7']),
      'it has those of iterations 0, 1, 2',
    )
  })

  test('with a truncated or corrupt checkpoint names the file, and goes on from the one before', async () => {
    const tensors = join(run, 'checkpoints', '000002', 'state.safetensors')
    const flip = await withFile(
      join(run, 'checkpoints', '000002', 'checkpoint.json'),
      (text) => text.replace('"iteration": 2', '"iteration": 9'),
      resume,
    )
    expectOneMessage(flip, /checkpoints\/000002.*is truncated or changed/)
    await truncate(tensors, 40)
    expectOneMessage(await resume(), /checkpoints\/000002.*state\.safetensors.*is truncated/)
    expectOneMessage(await trpoInOneProcess(folder, ['evaluate', 'runs/cart']), /checkpoints\/000002.*is truncated/)
    await rm(join(run, 'checkpoints', '000002'), { recursive: true })
    const ended = await resume()
    expect(ended.stdout).toContain('iterations 2 to 3')
    expect(ended.code).toBe(0)
  })
})
