import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runSource, snippetsOf } from '../../../test/snippets.ts'
import { expectOneMessage, temporaryFolder, trpoInOneProcess } from './run-cli.ts'

/** A point that is pushed about. What its file `mode` says shows in its picture, which it may lack, or breaks it. */
const POINT = `import { readFileSync } from 'node:fs'

export function createEnvironment() {
  const mode = readFileSync(new URL('./mode', import.meta.url), 'utf8')
  let x = 0
  let steps = 0
  const environment = {
    spec: {
      name: 'point',
      observationSpace: { kind: 'box', low: [-Infinity], high: [Infinity] },
      actionSpace: { kind: 'box', low: [-1], high: [1] },
    },
    reset(random) {
      x = random.uniform()
      steps = 0
    },
    step(action) {
      x += action[0] / 10
      steps++
      if (mode === 'breaks' && steps === 9) throw new Error('it flew away')
      return { reward: -x * x, terminated: false, truncated: steps === 20 }
    },
    observe(into) {
      into[0] = x
    },
  }
  function scene() {
    if (mode === 'blind') throw new Error('it is dark')
    return { shapes: [{ kind: 'circle', centre: [x, 0], radius: mode === 'torn' ? Number.NaN : 0.1 }], traces: [[x, 0]] }
  }
  return mode === 'plain' ? environment : { ...environment, scene }
}
`

let folder: string
const setMode = (mode: string) => writeFile(join(folder, 'mode'), mode)
beforeAll(async () => {
  folder = await temporaryFolder()
  const train = async (...words: string[]) => {
    const few = ['--iterations', '1', '--workers', '1', '--set', 'sampler.lanes=12']
    const { code, stderr } = await trpoInOneProcess(folder, ['train', ...words, ...few])
    expect(stderr).toBe('')
    expect(code).toBe(0)
  }
  await train('paper/cart-pole', '--name', 'pole', '--set', 'sampler.quota.perIteration=12')
  await train('modern/hopper', '--name', 'hopper', '--set', 'sampler.quota.perIteration=120')
  await writeFile(join(folder, 'point.mjs'), POINT)
  await setMode('seen')
  await train('--env', './point.mjs', '--name', 'point', '--set', 'sampler.quota.perIteration=120')
  await mkdir(join(folder, 'runs/empty'), { recursive: true })
  for (const file of ['config.json', 'run.json'])
    await writeFile(join(folder, 'runs/empty', file), await readFile(join(folder, 'runs/pole', file)))
})

const rendered = (...words: string[]) => trpoInOneProcess(folder, ['render', ...words])

test('a run is drawn as a film in its folder, the same each time', async () => {
  const { code, stdout, stderr } = await rendered('pole', '--seconds', '2')
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^paper\/cart-pole, pole, iteration 1, most likely actions: 2(\.\d+)? s, /)
  expect(stdout).toMatch(/^picture {2}runs\/pole\/gait\.svg {2}\(\d+ kB; a browser shows it\)$/m)
  const path = join(folder, 'runs/pole/gait.svg')
  const svg = await readFile(path, 'utf8')
  expect(svg).toMatch(/^<svg [^>]*>.*<animate /)
  expect(svg).toContain('dur="2s"')
  await rendered('pole', '--seconds', '2')
  expect(await readFile(path, 'utf8')).toBe(svg)
  await rendered('pole', '--seconds', '2', '--samples')
  expect(await readFile(path, 'utf8')).not.toBe(svg)
})

test('its returns are those that evaluate gives, episode by episode', async () => {
  const evaluated = await trpoInOneProcess(folder, ['evaluate', 'point', '--mode', '--episodes', '1', '--json'])
  const [{ returns }] = JSON.parse(evaluated.stdout).evaluations
  // 20 steps an episode, 25 a second.
  const { stdout } = await rendered('point', '--seconds', '2')
  const shown = /2 episodes ended, with returns of (-?[\d.]+), /.exec(stdout)?.[1]
  expect(Number(shown)).toBeCloseTo(returns.mean, 1)
})

test.each([
  ['a.gif', [], 'GIF89a'],
  ['a.png', ['--still'], '\u0089PNG'],
  ['a.svg', ['--still'], '<svg'],
  ['b.svg', [], '<svg'],
])('%s %j is a picture of its kind', async (file, words, begins) => {
  const { code, stderr } = await rendered('hopper', '--seconds', '1', '--write', file, ...words)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect((await readFile(join(folder, file), 'latin1')).startsWith(begins)).toBe(true)
})

test('the report has a still where the environment can be drawn, and says nothing where it cannot', async () => {
  const report = async (name: string, mode = 'seen') => {
    await setMode(mode)
    expect((await trpoInOneProcess(folder, ['report', name])).code).toBe(0)
    return readFile(join(folder, `runs/${name}/report.html`), 'utf8')
  }
  expect(await readFile(join(folder, 'runs/point/report.html'), 'utf8')).toContain('<h2>Gait</h2><svg')
  expect(await report('hopper')).toContain('<h2>Gait</h2><svg')
  expect(await report('point')).toContain('<h2>Gait</h2><svg')
  expect(await report('point', 'plain')).not.toMatch(/Gait|could not be drawn/)
  expect(await report('point', 'torn')).toContain('The gait could not be drawn: shape 0 of scene 0 of point')
  expect(await report('point', 'breaks')).toContain('The gait could not be drawn: step() of ./point.mjs failed')
})

test('the pages of docs/gaits.md run: an environment of one’s own, and a film in a program', async () => {
  const [own, program] = snippetsOf('docs/gaits.md')
  await writeFile(join(folder, 'own.ts'), own)
  const words = ['train', '--env', './own.ts', '--iterations', '1', '--set', 'sampler.quota.perIteration=60']
  expect((await trpoInOneProcess(folder, [...words, '--set', 'sampler.lanes=12', '--workers', '1'])).code).toBe(0)
  const { stdout, code } = await rendered('own-seed1', '--write', 'own.svg')
  expect(stdout).toMatch(/^point, own-seed1, iteration 1, most likely actions: 10\.00 s, \d+ episodes ended/)
  expect(code).toBe(0)
  const inProject = await mkdtemp(join(import.meta.dirname, '.snippet-'))
  try {
    await writeFile(join(inProject, 'program.ts'), program)
    expect(Number(await runSource(join(inProject, 'program.ts'), [], inProject))).toBeGreaterThan(1000)
  } finally {
    await rm(inProject, { recursive: true })
  }
})

describe('what cannot be drawn ends with exit code 2 and one message', () => {
  test.each<[string, string[], string | RegExp]>([
    ['no run', ['none'], 'there is no run in none'],
    ['a run without a policy', ['empty'], 'the run runs/empty has no checkpoint; it has none'],
    ['a checkpoint that is not there', ['pole', '--iteration', '7'], 'has no checkpoint of iteration 7'],
    ['no best policy', ['pole', '--policy', 'best'], '--policy best: the run runs/pole has no evaluation yet'],
    ['another kind of file', ['pole', '--write', 'a.mp4'], '--write a.mp4: its name says nothing about what to draw'],
    ['a still that moves', ['pole', '--still', '--write', 'a.gif'], 'a still ends in .svg or .png'],
    [
      'a folder that is not there',
      ['pole', '--seconds', '1', '--write', 'no/where.svg'],
      'the picture cannot be put into no/where.svg: ENOENT',
    ],
    ['no engine', ['pole', '--physics', 'mujoco'], 'paper/cart-pole expects null, as it moves by itself'],
    ['too long', ['pole', '--seconds', '1000'], 'Expected a whole number from 1 to 120'],
  ])('%s', async (_, words, message) => {
    expectOneMessage(await rendered(...words), message)
  })

  test.each([
    ['plain', './point.mjs cannot be drawn: it has no function scene()'],
    ['torn', 'a circle, has the radius NaN, expects metres above 0'],
    ['blind', 'scene() of point failed: it is dark'],
    ['breaks', 'step() of ./point.mjs failed: it flew away'],
  ])('an environment of the user that is %s', async (mode, message) => {
    await setMode(mode)
    expectOneMessage(await rendered('point'), message)
  })

  test('and leaves a picture that was there as it was', async () => {
    await setMode('seen')
    await rendered('point', '--seconds', '1', '--write', 'kept.svg')
    const before = await stat(join(folder, 'kept.svg'))
    await setMode('torn')
    await rendered('point', '--seconds', '1', '--write', 'kept.svg')
    expect((await stat(join(folder, 'kept.svg'))).mtimeMs).toBe(before.mtimeMs)
  })
})
