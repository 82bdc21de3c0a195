import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { type AskedSweep, plannedRuns, seedsOf, settingsOf, sweepName } from '../../src/sweep/ask.ts'
import { checkRuns } from '../../src/sweep/check-runs.ts'

const asked = (changes: Partial<AskedSweep>): AskedSweep => ({
  kind: 'sweep',
  presets: ['paper/cart-pole'],
  configs: [],
  settings: [],
  seeds: [1],
  ...changes,
})

describe('what a sweep is asked for', () => {
  test('seeds are numbers and ranges of them', () => {
    expect(seedsOf('1-3,7')).toEqual([1, 2, 3, 7])
    for (const text of ['', '3-1', 'x', '1,1', '1-2-3', '-1', '4294967296', '0-4294967295'])
      expect(() => seedsOf(text), text).toThrow(InputError)
  })

  test('values are told apart by commas, but for fields that are lists themselves', () => {
    expect(settingsOf(['update.maxKl=0.01, 0.03', 'policy.hidden=32,32', 'policy.hidden=', 'update.maxKl=1'])).toEqual([
      { name: 'update.maxKl', values: ['0.01', '0.03', '1'] },
      { name: 'policy.hidden', values: ['32,32', ''] },
    ])
    expect(() => settingsOf(['update.maxKl=1,1'])).toThrow(/the value 1 twice/)
    expect(() => settingsOf(['update.maxKl'])).toThrow(/expected key=value/)
  })

  test('is every preset with every choice of the settings under every seed, named by what varies', () => {
    const settings = settingsOf(['update.maxKl=0.01,0.03', 'update.damping=0.1'])
    const runs = plannedRuns(asked({ settings, seeds: [1, 2], iterations: 3 }))
    expect(runs.map(({ name }) => name)).toEqual([
      'paper-cart-pole-maxKl0.01-seed1',
      'paper-cart-pole-maxKl0.01-seed2',
      'paper-cart-pole-maxKl0.03-seed1',
      'paper-cart-pole-maxKl0.03-seed2',
    ])
    expect(runs[3].words.join(' ')).toBe(
      'train paper/cart-pole --seed 2 --iterations 3 --set update.maxKl=0.03 --set update.damping=0.1',
    )
    expect(sweepName(asked({ settings }))).toBe('sweep-paper-cart-pole-maxKl')
    const [own] = plannedRuns(asked({ presets: [], configs: ['runs/mine/config.json'] }))
    expect(own).toMatchObject({
      name: 'mine-seed1',
      words: expect.arrayContaining(['--config', 'runs/mine/config.json']),
    })
    expect(() => plannedRuns(asked({ presets: [] }))).toThrow(/give what to train/)
  })

  test('settings whose names end alike are named in full', () => {
    const settings = settingsOf(['sampler.kind=single-path,x', 'update.kind=trust-region,y'])
    const [{ name }] = plannedRuns(asked({ settings }))
    expect(name).toBe('paper-cart-pole-sampler.kindsingle-path-update.kindtrust-region-seed1')
  })

  test('is looked at before anything is written', async () => {
    const check = (changes: Partial<AskedSweep>) => checkRuns(plannedRuns(asked(changes)), process.cwd())
    const [one] = await check({})
    expect(one).toMatchObject({ run: { name: 'paper-cart-pole-seed1' }, config: { seed: 1 } })
    await expect(check({ presets: ['paper/cartpole'] })).rejects.toThrow(/unknown preset paper\/cartpole/)
    await expect(check({ settings: settingsOf(['update.maxKl=0.01,-1']) })).rejects.toThrow(/update\.maxKl/)
    await expect(check({ settings: settingsOf(['update.maxKl=0.01,0.010']) })).rejects.toThrow(/would be the same run/)
  })
})
