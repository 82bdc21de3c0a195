import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ended, temporaryFolder, trpo } from './run-cli.ts'

const quick = ['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=600', '--iterations', '2']

/** An environment whose parts are replaced by the given text. `t` counts the steps of an episode. */
function environment(parts: { readonly step?: string; readonly actions?: string; readonly more?: string }): string {
  return `export function createEnvironment() {
  let t = 0
  return {
    spec: {
      name: 'mine',
      observationSpace: { kind: 'box', low: [-1], high: [1] },
      actionSpace: ${parts.actions ?? "{ kind: 'box', low: [-1], high: [1] }"},
      timeLimit: 100,
    },
    reset() { t = 0 },
    step(action) {
      t++
      ${parts.step ?? 'return { reward: 1, terminated: t % 20 === 0 }'}
    },
    observe(into) { into[0] = 0.5 },
    ${parts.more ?? ''}
  }
}
`
}

const modules = {
  'good.mjs': environment({}),
  'syntax.mjs': 'export function createEnvironment( {',
  'named.mjs': 'export function createEnvironmnt() {}',
  'nothing.mjs': 'const a = 1',
  'undefined.mjs': 'export function createEnvironment() {}',
  'promise.mjs': 'export async function createEnvironment() { return {} }',
  'unready.mjs': 'export const createEnvironment = () => ({ spec: {}, reset() {}, observe() {} })',
  'specless.mjs': 'export const createEnvironment = () => ({ reset() {}, step() {}, observe() {} })',
  'nan-at-once.mjs': environment({ step: 'return { reward: NaN, terminated: false }' }),
  'nan-later.mjs': environment({ step: 'return { reward: t > 75 ? NaN : 1, terminated: false }' }),
  'throws-later.mjs': environment({
    step: "if (t > 75) throw new Error('it broke'); return { reward: 1, terminated: false }",
  }),
  'huge-later.mjs': environment({ step: 'return { reward: t > 75 ? 1e308 : 1, terminated: false }' }),
  // Our cart-pole, said to have two actions: it is given two, and has one.
  'wrong-length.mjs': `import { box, cartPole } from '@trpo/envs'
export function createEnvironment() {
  const inner = cartPole()
  return { ...inner, spec: { ...inner.spec, name: 'mine', actionSpace: box([-1, -1], [1, 1]) } }
}
`,
  'no-reward.mjs': environment({ step: 'return { terminated: true }' }),
}

function expectOneMessage({ code, stderr }: Ended, message: string | RegExp): void {
  expect(stderr).toMatch(message)
  expect(stderr).toMatch(/^error: /m)
  // No trace.
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(code).toBe(2)
}

describe('bad input ends with exit code 2, one message and nothing written', () => {
  let folder: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, name), text)
    await mkdir(join(folder, 'somewhere'))
    await writeFile(join(folder, 'somewhere', 'notes.txt'), 'mine')
    // Nothing is there to read, and no folder can be made there, not even by root.
    await symlink('nowhere/at/all', join(folder, 'dangling'))
  })

  test.each<[string[], string | RegExp]>([
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
      'a quota of 3 paths cannot be split over 50 lanes',
    ],
    [
      ['train', 'paper/cart-pole', '--set', 'environment.name=paper/cartpole'],
      'unknown environment paper/cartpole; did you mean paper/cart-pole?',
    ],
    [['train', 'paper/cart-pole', '--name', '../escape'], '--name ../escape: a run'],
    [['train', 'paper/cart-pole', '--out', '.', '--name', 'somewhere'], 'somewhere holds files and is no run'],
    [
      ['train', 'paper/cart-pole', '--out', 'good.mjs', '--name', 'a'],
      'the run cannot be put into good.mjs/a: ENOTDIR',
    ],
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
    [['train', '--env', 'missing.ts'], /there is no environment file .*missing\.ts/],
    [['train', '--env', 'syntax.mjs'], /syntax\.mjs could not be loaded/],
    [['train', '--env', 'named.mjs'], /does not export a function createEnvironment; it exports createEnvironmnt/],
    [['train', '--env', 'nothing.mjs'], 'it exports nothing'],
    [['train', '--env', 'undefined.mjs'], 'returned undefined; expected an environment'],
    [['train', '--env', 'promise.mjs'], 'returned a promise'],
    [['train', '--env', 'unready.mjs'], 'has no function step'],
    [['train', '--env', 'specless.mjs'], 'expected { name, observationSpace, actionSpace, timeLimit? }'],
    [['train', '--env', 'nan-at-once.mjs'], 'the reward of the first step is NaN'],
    [
      ['train', '--env', 'wrong-length.mjs'],
      /^error: step\(\) of \.\/wrong-length\.mjs failed: action has length 2, paper\/cart-pole expects 1 \(1 number in \[/,
    ],
    [['train', '--env', 'no-reward.mjs'], 'expects { reward: number, terminated: boolean'],
  ])('trpo %j', async (words, message) => {
    const before = await readdir(folder)
    expectOneMessage(await trpo(folder, words), message)
    expect(await readdir(folder)).toEqual(before)
  })

  // Each lane has 50 steps an iteration, and an episode goes on in the next one.
  test.each([
    ['nan-later.mjs', /mine gave the reward NaN in lane \d+ at step \d+/],
    ['huge-later.mjs', /^error: .* overflow; scale rewards .*down/m],
    ['throws-later.mjs', /step\(\) of \.\/throws-later\.mjs failed: it broke/],
  ])(
    '%s, whose fault shows in the second iteration: the checkpoint of the first is kept and named, with workers and without',
    async (file, message) => {
      for (const workers of ['1', '2']) {
        const name = file.replace('.mjs', `-${workers}`)
        const ended = await trpo(folder, ['train', '--env', file, '--name', name, '--workers', workers, ...quick])
        expectOneMessage(ended, message)
        expect(ended.stdout).toContain('iteration 1/2')
        expect(ended.stderr).toContain(
          `its last good checkpoint is kept: runs/${name}/checkpoints/000001 (iteration 1)`,
        )
        expect(await readdir(join(folder, 'runs', name))).not.toContain('lock')
        expect(await readdir(join(folder, 'runs', name, 'checkpoints'))).toEqual(['000000', '000001'])
        expect(await readFile(join(folder, 'runs', name, 'report.html'), 'utf8')).toContain('1 of 2 iterations')
      }
    },
  )
})

describe('a run on the disk', () => {
  let folder: string
  let run: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    run = join(folder, 'runs', 'cart')
    expect((await trpo(folder, ['train', 'paper/cart-pole', '--name', 'cart', ...quick])).code).toBe(0)
  })
  const resume = () => trpo(folder, ['resume', 'runs/cart', '--iterations', '3'])
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
    expectOneMessage(await trpo(folder, words), 'there is a run runs/cart; continue it with `trpo resume runs/cart`')
    expect(await readFile(join(run, 'run.json'), 'utf8')).toBe(before)
    expect((await trpo(folder, [...words, '--force'])).code).toBe(0)
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
    expectOneMessage(await trpo(folder, ['resume', 'runs/cart', '--iterations', '1']), 'has 2 iterations already')
  })

  test('with curves that cannot be written', async () => {
    const ended = await trpo(folder, ['compare', 'runs/cart', '--svg', 'no/folder/curves.svg'])
    expectOneMessage(ended, 'the curves cannot be put into no/folder/curves.svg: ENOENT')
  })

  test('whose environment has other actions by now', async () => {
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

  test('that another process trains is neither gone on with nor replaced, and goes on once that has ended', async () => {
    const lock = join(run, 'lock')
    await writeFile(lock, `${process.pid}\n`)
    const taken = `the run runs/cart is being trained by process ${process.pid}`
    expectOneMessage(await resume(), taken)
    expectOneMessage(await trpo(folder, ['train', 'paper/cart-pole', '--name', 'cart', '--force', ...quick]), taken)
    expect(await readFile(lock, 'utf8')).toBe(`${process.pid}\n`)
    expect((await trpo(folder, ['evaluate', 'runs/cart', '--episodes', '1'])).code).toBe(0)
    await rm(lock)
  })

  test('evaluated at a checkpoint it does not have', async () => {
    expectOneMessage(
      await trpo(folder, ['evaluate', 'runs/cart', '--iteration', '7']),
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
    expectOneMessage(await trpo(folder, ['evaluate', 'runs/cart']), /checkpoints\/000002.*is truncated/)
    await rm(join(run, 'checkpoints', '000002'), { recursive: true })
    const ended = await resume()
    expect(ended.stdout).toContain('iterations 2 to 3')
    expect(ended.code).toBe(0)
  })
})

test('help and version answer with exit code 0', async () => {
  const folder = await temporaryFolder()
  for (const command of ['start', 'train', 'resume', 'evaluate', 'verify', 'list', 'report']) {
    const { code, stdout } = await trpo(folder, [command, '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Examples')
  }
  expect((await trpo(folder, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
