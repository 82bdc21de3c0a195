import { findPreset, paperSwimmer, presetConfig } from '@trpo/recipes'
import { describe, expect, test } from 'vitest'
import { comparisonCsv } from '../src/compare/comparison-csv.ts'
import { COMPARISON_HEAD, comparisonRows, markdownTable } from '../src/compare/comparison-rows.ts'
import { curvesChart } from '../src/compare/curves-chart.ts'
import type { LearningCurve } from '../src/compare/learning-curve.ts'
import { meanCurves } from '../src/compare/mean-curves.ts'
import { runLabels } from '../src/compare/run-labels.ts'
import { trunkSteps } from '../src/compare/trunk-steps.ts'
import { assertWritable } from '../src/compare/write-comparison.ts'
import { renderPng } from '../src/render/render-png.ts'
import { renderSvg } from '../src/report/render-svg.ts'

const curve = (label: string, seed: number, returns: readonly (number | null)[], task = 'swim'): LearningCurve => ({
  task,
  label,
  seed,
  source: 'made up',
  points: returns.map((meanReturn, i) => ({
    steps: 100 * (i + 1),
    meanReturn,
    accepted: i > 0,
    partOfBound: 0.1 * (i + 1),
  })),
  returns: returns.map((meanReturn, i) => ({ x: 100 * (i + 1), meanReturn })),
})

test('a label with several seeds gets a row of its own with their mean and spread', () => {
  const rows = comparisonRows([curve('a', 1, [1]), curve('a', 2, [3]), curve('b', 1, [7])])
  expect(rows.map(([, label, seed, , , last]) => [label, seed, last])).toEqual([
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
    const { returns, ...rest } = curve('a', seed, [1, 2, 3, 4])
    return { ...rest, returns: returns.map((point, i) => ({ ...point, x: steps * (i + 1) })) }
  }
  const [short, long] = [every(1, 100), every(2, 150)]
  const means = (curves: readonly LearningCurve[]) => JSON.stringify(Object(curvesChart(curves)).layer.slice(1))
  expect(means([short, long])).toBe(means([long, short]))
  // At 300 steps the first has had three iterations, the second two.
  expect(means([short, long])).toContain('"x":300,"mean":2.5')
})

describe('several tasks', () => {
  const curves = [
    curve('a', 1, [1, 3]),
    curve('a', 1, [10, null], 'walk'),
    curve('a', 2, [2, 5]),
    curve('b, "c"', 1, [7]),
  ]

  test('have a panel each, whose runs are averaged by themselves', async () => {
    const svg = await renderSvg(curvesChart(curves, 'iterations'))
    expect(svg).not.toContain('NaN')
    for (const text of ['swim', 'walk', 'iterations']) expect(svg).toContain(`>${text}</text>`)
    expect(meanCurves(curves).map(({ task, label, mean }) => [task, label, mean.map((point) => point.mean)])).toEqual([
      ['swim', 'a', [1.5, 4]],
      ['swim', 'b, "c"', [7]],
      ['walk', 'a', [10]],
    ])
  })

  test('stand in one CSV, where a return that is not known is empty and quotes are doubled', () => {
    const lines = comparisonCsv(curves, 'seconds').split('\n')
    expect(lines[0]).toBe('task,what,seed,seconds,return,low,high,runs')
    expect(lines).toContain('swim,a,2,200,5,,,1')
    expect(lines).toContain('swim,a,mean,100,1.5,1,2,2')
    expect(lines).toContain('walk,a,1,200,,,,1')
    expect(lines).toContain('swim,"b, ""c""",1,100,7,,,1')
  })
})

test('more labels than colours are told apart by dashes', async () => {
  const svg = await renderSvg(curvesChart(Array.from({ length: 9 }, (_, i) => curve(`label ${i}`, 1, [i, i + 1]))))
  expect(svg).toContain('stroke-dasharray="6,3"')
})

test('a drawing becomes a PNG picture', async () => {
  const png = await renderPng(await renderSvg(curvesChart([curve('a', 1, [1, 2])])))
  expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG')
})

test('of the steps of a vine those of its trunks are along paths, and of others all', () => {
  const sampler = (preset: string) => presetConfig(findPreset(preset), 1).sampler
  expect(trunkSteps(sampler('paper/swimmer-vine'))).toBe(16 * 1000)
  for (const preset of ['paper/swimmer', 'paper/hopper', 'paper/swimmer-cem'])
    expect(trunkSteps(sampler(preset))).toBeUndefined()
})

test('a file whose name says nothing is refused', () => {
  expect(() => assertWritable('curves.jpg')).toThrow(/--write curves.jpg: .*\.md.*\.svg.*\.png.*\.csv/)
})
