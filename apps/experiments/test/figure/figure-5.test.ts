import { ATARI_GAMES } from '@trpo/envs/atari'
import { findPreset, presetConfig, setOptions } from '@trpo/recipes'
import { expect, test } from 'vitest'
import { ourRows, tableText } from '../../src/commands/table.ts'
import type { LearningCurve } from '../../src/compare/learning-curve.ts'
import { figure5 } from '../../src/figure/figure-5.ts'
import { findFigure } from '../../src/figure/figures.ts'
import { figureRuns, plannedCurves } from '../../src/figure/plan-figure.ts'
import { TABLE_1, TABLE_1_GAMES } from '../../src/figure/table-1.ts'

const all = { scale: 1, tasks: figure5.tasks, algorithms: ['vine', 'single-path'] }

test('figure 5 has the seven games by both procedures, one run each', () => {
  expect(findFigure('5')).toBe(figure5)
  expect(figure5.tasks).toEqual(ATARI_GAMES)
  const curves = plannedCurves(figure5, all)
  expect(curves).toHaveLength(14)
  const runs = figureRuns(curves, figure5.runs)
  expect(runs.map(({ name }) => name).slice(0, 2)).toEqual([
    'atari-beam_rider-vine-seed1',
    'atari-beam_rider-single-path-seed1',
  ])
  expect(runs[0].words).toEqual(['train', 'atari/beam_rider/vine', '--seed', '1'])
})

test('at any scale it is about that part of the work, and nothing else of a config changes', () => {
  for (const scale of [0.25, 0.01])
    for (const { full, iterations, settings } of plannedCurves(figure5, { ...all, scale })) {
      const config = setOptions({ ...full, iterations }, settings)
      expect({ ...config, iterations: 0, sampler: 0 }).toEqual({ ...full, iterations: 0, sampler: 0 })
      const part = (iterations / full.iterations) * (sampled(config.sampler) / sampled(full.sampler))
      expect(part / scale).toBeGreaterThan(0.75)
      expect(part / scale).toBeLessThan(1.25)
    }
})

/** What an iteration samples, in a unit of its kind. */
function sampled(sampler: object): number {
  if ('quota' in sampler) return Reflect.get(Object(sampler.quota), 'perIteration')
  return 'states' in sampler ? Number(sampler.states) : 1
}

test('Table 3 is in the presets', () => {
  for (const game of ATARI_GAMES) {
    const [single, vine] = ['single-path', 'vine'].map((kind) => presetConfig(findPreset(`atari/${game}/${kind}`), 1))
    for (const config of [single, vine]) {
      expect(config.iterations).toBe(500)
      expect(config.update).toMatchObject({ kind: 'trust-region', maxKl: 0.01 })
      expect(config.estimator).toMatchObject({ discount: 0.99 })
    }
    expect(single.sampler).toMatchObject({ kind: 'single-path', quota: { unit: 'steps', perIteration: 100_000 } })
    const { sampler } = vine
    expect(sampler.kind).toBe('vine')
    if (sampler.kind !== 'vine') continue
    const { trunks, trunkSteps, states, branchSteps, proposal } = sampler
    expect(proposal).toEqual({ kind: 'uniform', actions: 4 })
    expect(trunks * trunkSteps + states * proposal.actions * branchSteps).toBe(400_000)
  }
})

test('Table 1 has our scores beside the published ones', () => {
  expect(Object.keys(TABLE_1_GAMES)).toEqual(ATARI_GAMES)
  const curve = (task: string, label: string, returns: readonly number[]): LearningCurve => ({
    task,
    label,
    seed: 1,
    source: 'made up',
    points: returns.map((meanReturn, index) => ({ steps: index, meanReturn, accepted: true, partOfBound: 1 })),
    returns: [],
  })
  const rows = ourRows([curve('pong', 'Vine', [-21, -19]), curve('qbert', 'Single Path', [300, 100])], 0.01)
  expect(rows.map(({ name }) => name)).toEqual([
    'TRPO, single path (this run, scale 0.01)',
    'TRPO, vine (this run, scale 0.01)',
  ])
  expect(rows[1].scores).toMatchObject({ pong: -20, qbert: null })
  const lines = tableText([...TABLE_1, ...rows]).split('\n')
  expect(lines[0]).toBe('|  | B. Rider | Breakout | Enduro | Pong | Q*bert | Seaquest | S. Invaders |')
  expect(lines[2]).toMatch(/^\| Random \| 354\S* \| 1\.2\S* \| 0\S* \| -20\.4\S* \|/)
  expect(lines.find((line) => line.includes('single path (paper)'))).toMatch(/20\.9/)
  expect(lines.find((line) => line.includes('vine (this run'))).toMatch(/\| -20\.\S* \| {2}\|/)
})
