import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPreset, paperSwimmer, presetConfig } from '@trpo/recipes'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMPARISON_HEAD, comparisonRows, markdownTable } from '../src/compare/comparison-rows.ts'
import { curvesChart } from '../src/compare/curves-chart.ts'
import { curveOfPeer, type LearningCurve } from '../src/compare/learning-curve.ts'
import { runLabels } from '../src/compare/run-labels.ts'
import { renderSvg } from '../src/report/render-svg.ts'

const curve = (label: string, seed: number, returns: readonly (number | null)[]): LearningCurve => ({
  label,
  seed,
  source: 'made up',
  points: returns.map((meanReturn, i) => ({
    steps: 100 * (i + 1),
    meanReturn,
    accepted: i > 0,
    partOfBound: 0.1 * (i + 1),
  })),
})

test('a label with several seeds gets a row of its own with their mean and spread', () => {
  const rows = comparisonRows([curve('a', 1, [1]), curve('a', 2, [3]), curve('b', 1, [7])])
  expect(rows.map(([label, seed, , , last]) => [label, seed, last])).toEqual([
    ['a', '1', '1.000'],
    ['a', '2', '3.000'],
    ['a', 'all 2', '2.000 ± 1.414 [1.000, 3.000]'],
    ['b', '1', '7.000'],
  ])
  const lines = markdownTable(COMPARISON_HEAD, rows).split('\n')
  expect(lines).toHaveLength(6)
  for (const line of lines) expect(line.split('|')).toHaveLength(COMPARISON_HEAD.length + 2)
})

test('runs that differ in more than the seed have labels that name the settings', () => {
  const config = presetConfig(paperSwimmer, 1)
  const again = { ...presetConfig(paperSwimmer, 2), iterations: 7 }
  expect(runLabels([config, again])).toEqual(['paper/swimmer', 'paper/swimmer'])
  const wider = { ...config, seed: 3, policy: { ...config.policy, hidden: [64, 64] } }
  expect(runLabels([config, again, wider])).toEqual([
    'paper/swimmer, policy.hidden=[30]',
    'paper/swimmer, policy.hidden=[30]',
    'paper/swimmer, policy.hidden=[64,64]',
  ])
  // Presets are told apart by their names alone.
  expect(runLabels([config, presetConfig(findPreset('paper/cart-pole'), 1)])).toEqual([
    'paper/swimmer',
    'paper/cart-pole',
  ])
})

test('the picture has no NaN, also where returns are missing and runs differ in length', async () => {
  const svg = await renderSvg(
    curvesChart([curve('a', 1, [1, null, 3]), curve('a', 2, [2, null]), curve('b', 1, [1, 2])]),
  )
  expect(svg).toContain('<svg')
  expect(svg).not.toContain('NaN')
})

test('the curve of a label is a mean at equal steps, whatever the order of its runs', () => {
  const every = (seed: number, steps: number) => {
    const { points, ...rest } = curve('a', seed, [1, 2, 3, 4])
    return { ...rest, points: points.map((point, i) => ({ ...point, steps: steps * (i + 1) })) }
  }
  const [short, long] = [every(1, 100), every(2, 150)]
  const means = (curves: readonly LearningCurve[]) => JSON.stringify(Object(curvesChart(curves)).layer.slice(1))
  expect(means([short, long])).toBe(means([long, short]))
  // At 300 steps the first has had three iterations, the second two.
  expect(means([short, long])).toContain('"steps":300,"mean":2.5')
})

describe('a file of another implementation', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peer-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const config = { kind: 'config', seed: 3, hyperparameters: { target_kl: 0.01 } }
  const iteration = { kind: 'iteration', timesteps: 50, meanReturn: 2, accepted: true, kl: 0.005 }
  const write = async (...lines: object[]) => {
    const path = join(folder, 'peer.jsonl')
    // As Python's json.dumps spaces it.
    const texts = lines.map((line) => JSON.stringify(line).replaceAll('":', '": '))
    await writeFile(path, `${texts.join('\n')}\n`)
    return path
  }

  test('is read', async () => {
    const path = await write(config, iteration, { kind: 'summary' })
    expect(await curveOfPeer('other', path)).toMatchObject({
      label: 'other',
      seed: 3,
      points: [{ steps: 50, meanReturn: 2, accepted: true, partOfBound: 0.5 }],
    })
  })

  test.each([
    ['without its config', [iteration], /line 1 is not what a peer writes/],
    ['with a return that is no number', [config, { ...iteration, meanReturn: 'much' }], /line 2 is not/],
  ] as const)('%s is refused', async (_name, lines, message) => {
    await expect(curveOfPeer('other', await write(...lines))).rejects.toThrow(message)
  })

  test('that is not there is refused', async () => {
    await expect(curveOfPeer('other', join(folder, 'none.jsonl'))).rejects.toThrow(/none.jsonl cannot be read/)
  })
})
