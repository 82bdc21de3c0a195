import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readResults } from '../src/result/result-file.ts'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function bench(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(node, ['--conditions=@trpo/source', cli, ...words], { cwd: folder })
  return stdout
}

test('bench all measures every suite; compare and docs read what it wrote', async () => {
  const tiny = [
    '--network',
    'reference',
    '--models',
    'swimmer,reacher',
    '--repeats',
    '2',
    '--seconds',
    '0.05',
    '--steps',
    '1000',
    '--rows',
    '2000',
    '--small-rows',
    '2000',
    '--image-rows',
    '200',
    '--scaling-rows',
    '2000',
    '--workers',
    '2',
  ]
  const shown = await bench('all', ...tiny, '--json', 'a.json')
  const results = await readResults(join(folder, 'a.json'))

  expect(results.suites.map(({ name }) => name)).toEqual([
    'stepping-Swimmer-v5',
    'stepping-Reacher-v5',
    'sampling-Swimmer-v5',
    'sampling-Hopper-v5',
    'sampling-cart-pole',
    'vine-Hopper-v5',
    'update-9-30-2',
    'update-11-50-50-3',
    'update-4x52x40-16-16-20-8',
    'fit-11-64-64-1',
    'iteration',
    'iteration-critic-Hopper-v5',
    'scaling-sampling-Swimmer-v5-mujoco',
    'scaling-sampling-Swimmer-v5-planar',
    'scaling-sampling-Hopper-v5-planar',
    'scaling-update-9-30-2',
    'scaling-update-11-50-50-3',
    'scaling-update-4x52x40-16-16-20-8',
    'scaling-iteration-Swimmer-v5',
  ])
  for (const suite of results.suites) {
    expect(shown).toContain(suite.title)
    for (const { total, peakMemoryMiB } of suite.contestants) {
      expect(total.samples).toHaveLength(2)
      expect(peakMemoryMiB).toBeGreaterThan(10)
    }
  }
  const stepping = [
    'planar-f64x2 / mujoco',
    'planar-f32x4 / mujoco',
    'planar-f64 / mujoco',
    'lanes-planar / mujoco',
    'lanes-planar-f32x4 / mujoco',
    'lanes-mujoco / mujoco',
  ]
  const critics = ['ours-critic-planar-reference / mujoco', 'ours-critic-mujoco-reference / mujoco']
  const scaledSampling = ['raw-2 / raw-1', 'our-sampler-1 / raw-1', 'our-sampler-2 / raw-1']
  const samplingGains = ['raw-2 / raw-1', 'our-sampler-2 / our-sampler-1 of raw-2']
  expect(results.suites.map(({ comparisons }) => comparisons.map(({ of, to }) => `${of} / ${to}`))).toEqual([
    stepping,
    stepping,
    [
      'planar-f64x2 / mujoco',
      'lanes-planar / mujoco',
      'sampler-planar-reference / mujoco',
      'sampler-mujoco-reference / mujoco',
      'lanes-planar / planar-f64x2',
      'sampler-planar-reference / planar-f64x2',
    ],
    [
      'planar-f64x2 / mujoco',
      'lanes-planar / mujoco',
      'sampler-planar-reference / mujoco',
      'lanes-planar / planar-f64x2',
      'sampler-planar-reference / planar-f64x2',
    ],
    ['sampler-cart-pole-reference / lanes'],
    ['vine-planar-reference / mujoco', 'vine-mujoco-reference / mujoco', 'vine-planar-reference / planar-f64x2'],
    [],
    [],
    [],
    [],
    ['ours-planar-reference / mujoco', 'ours-mujoco-reference / mujoco', ...critics],
    critics,
    scaledSampling,
    scaledSampling,
    scaledSampling,
    [],
    [],
    [],
    [],
  ])
  const scaling = results.suites.filter(({ name }) => name.startsWith('scaling'))
  expect(
    scaling.map(({ gains }) => gains.map(({ of, to, bound }) => `${of} / ${to}${bound ? ` of ${bound.of}` : ''}`)),
  ).toEqual([
    samplingGains,
    samplingGains,
    samplingGains,
    ['our-update-2 / our-update-1'],
    ['our-update-2 / our-update-1'],
    ['our-update-2 / our-update-1'],
    [
      'our-iteration-mujoco-2 / our-iteration-mujoco-1',
      'our-iteration-planar-2 / our-iteration-planar-1',
      'our-iteration-with-a-value-network-planar-2 / our-iteration-with-a-value-network-planar-1',
    ],
  ])
  for (const { gains } of scaling) for (const { workers } of gains) expect(workers).toBe(2)
  expect(Object.keys(scaling[4].gains[0].parts)).toEqual(['prepare', 'gradient', 'fisher', 'evaluate'])
  const update = results.suites[6].contestants[0]
  expect(Object.keys(update.parts)).toEqual(['prepare', 'gradient', 'fisher', 'evaluate'])
  for (const table of ['Stepping', 'Sampling']) expect(shown).toContain(`${table}, times as fast as MuJoCo alone`)
  expect(shown).toContain('no Python was given')
  expect(results.settings.rows).toBe(2000)

  expect(await bench('compare', 'a.json', 'a.json')).toContain('within the spread')

  await bench('docs', '--from', 'a.json', '--out', 'page.md')
  const page = await readFile(join(folder, 'page.md'), 'utf8')
  expect(page).toContain('# Benchmarks')
  for (const { title } of results.suites) expect(page).toContain(`## ${title}`)
})
