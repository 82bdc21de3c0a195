import { findPreset, presetConfig, presets, setOptions } from '@trpo/recipes'
import { describe, expect, test } from 'vitest'
import { figure4 } from '../../src/figure/figure-4.ts'
import { figureCurves } from '../../src/figure/paper-figure.ts'
import { type AskedFigure, figureRuns, plannedCurves } from '../../src/figure/plan-figure.ts'
import { scaled } from '../../src/figure/scale.ts'
import { checkRuns } from '../../src/sweep/check-runs.ts'

const names = figure4.algorithms.map(({ name }) => name)
const asked = (changes: Partial<AskedFigure>): AskedFigure => ({
  kind: 'figure 4',
  scale: 1,
  runs: 2,
  tasks: ['swimmer'],
  algorithms: ['vine', 'single-path', 'cem'],
  ...changes,
})

describe('figure 4', () => {
  test('has eight algorithms on four tasks, max KL on cart-pole only', () => {
    const curves = figureCurves(figure4, figure4.tasks, names)
    expect(curves).toHaveLength(4 * 7 + 1)
    expect(curves.filter(({ title }) => title === 'Max KL').map(({ preset }) => preset)).toEqual([
      'paper/cart-pole-max-kl',
    ])
    expect(curves.find(({ task, title }) => task === 'swimmer' && title === 'Single Path')?.preset).toBe(
      'paper/swimmer',
    )
  })

  test('at full size its runs are those of the presets, to the word', async () => {
    const runs = figureRuns(plannedCurves(figure4, asked({})), 2)
    expect(runs.map(({ name, label }) => [name, label])).toEqual([
      ['paper-swimmer-vine-seed1', 'Vine'],
      ['paper-swimmer-vine-seed2', 'Vine'],
      ['paper-swimmer-seed1', 'Single Path'],
      ['paper-swimmer-seed2', 'Single Path'],
      ['paper-swimmer-cem-seed1', 'CEM'],
      ['paper-swimmer-cem-seed2', 'CEM'],
    ])
    expect(runs[3].words).toEqual(['train', 'paper/swimmer', '--seed', '2'])
  })

  test('what is not there is named', () => {
    expect(() => plannedCurves(figure4, asked({ tasks: ['swimer'] }))).toThrow(
      /--tasks: swimer is not in figure 4; it has cart-pole/,
    )
    expect(() => plannedCurves(figure4, asked({ algorithms: ['ppo'] }))).toThrow(/--algorithms: ppo is not in figure 4/)
    expect(() => plannedCurves(figure4, asked({ algorithms: ['max-kl'] }))).toThrow(/has max-kl on cart-pole only/)
    const missing = figureCurves(figure4, figure4.tasks, names).filter(({ preset }) =>
      presets.every(({ name }) => name !== preset),
    )
    const all = () => plannedCurves(figure4, asked({ tasks: figure4.tasks, algorithms: names }))
    if (missing.length > 0) expect(all).toThrow(`there is no preset ${missing[0].preset}`)
    else expect(all()).toHaveLength(29)
  })

  test('at any scale it is about that part of the work, and nothing else of a config changes', () => {
    const there = figureCurves(figure4, figure4.tasks, names).filter(({ preset }) =>
      presets.some(({ name }) => name === preset),
    )
    expect(there.length).toBeGreaterThan(10)
    for (const { preset } of there)
      for (const scale of [1, 0.25, 0.05]) {
        const full = presetConfig(findPreset(preset), 1)
        const { iterations, settings } = scaled(full, scale)
        const config = setOptions({ ...full, iterations }, settings)
        expect({ ...config, iterations: 0, sampler: 0 }).toEqual({ ...full, iterations: 0, sampler: 0 })
        const part = (iterations / full.iterations) * sampled(config.sampler) * (1 / sampled(full.sampler))
        expect(part, `${preset} at ${scale}`).toBeGreaterThan(0.8 * scale)
        // No run has fewer than three iterations, which are more than a twentieth of a search's 50.
        expect(part, `${preset} at ${scale}`).toBeLessThan(Math.max(1.2 * scale, 3 / full.iterations + 1e-9))
      }
  })

  test('a sampler that nobody has said how to make smaller is refused, whatever its fields are called', () => {
    const sampler = JSON.parse('{"kind": "other", "lanes": 2, "quota": {"unit": "steps", "perIteration": 100}}')
    expect(() => scaled({ iterations: 10, sampler }, 0.1)).toThrow(/the sampler .*"other".* cannot be made smaller/)
    expect(scaled({ iterations: 10, sampler }, 1)).toEqual({ iterations: 10, settings: [] })
  })

  test('its smaller runs can be built', async () => {
    const curves = plannedCurves(figure4, asked({ scale: 0.01, algorithms: ['vine', 'single-path', 'cem'] }))
    expect(await checkRuns(figureRuns(curves, 1), process.cwd())).toHaveLength(3)
  })
})

/** What an iteration samples, in a unit of its kind. */
function sampled(sampler: object): number {
  if ('quota' in sampler) return Reflect.get(Object(sampler.quota), 'perIteration')
  return 'states' in sampler ? Number(sampler.states) : 1
}
