import { expect, test } from 'vitest'
import { configOfWords } from '../../src/run/config-of-words.ts'
import type { AskedTune } from '../../src/tune/asked-tune.ts'
import { candidatesOf, tuneName } from '../../src/tune/candidates.ts'

const asked: AskedTune = {
  kind: 'tune',
  preset: 'modern/cart-pole',
  settings: ['sampler.lanes=12'],
  space: [
    { name: 'update.maxKl', values: ['0.01', '0.02', '.020'] },
    { name: 'policy.hidden', values: ['8', '16'] },
  ],
  candidates: 4,
  seeds: [101, 102],
  method: 'halving',
  factor: 2,
  iterations: 8,
  drawSeed: 1,
}

test('the first is what is given, every other one is another config, and each has a run for every seed', async () => {
  const candidates = await candidatesOf(asked, process.cwd())
  expect(candidates).toHaveLength(4)
  expect(candidates[0].point).toEqual([])
  expect(candidates.map(({ runs }) => runs.length)).toEqual([2, 2, 2, 2])
  const configs = await Promise.all(candidates.map(({ runs }) => configOfWords(runs[0].words, process.cwd())))
  expect(new Set(configs.map((config) => JSON.stringify(config))).size).toBe(4)
  // Four candidates by a factor of 2 have three rounds, the first of 2 iterations.
  for (const config of configs) expect(config).toMatchObject({ seed: 101, iterations: 2, sampler: { lanes: 12 } })
  expect(candidates[1].runs[1].name).toBe('candidate1-seed102')
})

test('more candidates begin with the same ones', async () => {
  const points = async (candidates: number) =>
    (await candidatesOf({ ...asked, candidates }, process.cwd())).map(({ point }) => point)
  expect((await points(5)).slice(0, 3)).toEqual(await points(3))
})

test('a space that is too small is named with what it has', async () => {
  // What is given, and 2 x 2 others: two of the values are one.
  await expect(candidatesOf({ ...asked, candidates: 6 }, process.cwd())).rejects.toThrow(
    '--candidates 6: the space has no more than 5 different ones',
  )
})

test('a value that no config takes is named', async () => {
  const space = [{ name: 'update.maxKl', values: ['-1'] }]
  await expect(candidatesOf({ ...asked, space }, process.cwd())).rejects.toThrow('update.maxKl')
})

test.each([
  ['modern/cart-pole', 'tune-modern-cart-pole-maxKl-hidden'],
  ['runs/mine/config.json', 'tune-runs-mine-maxKl-hidden'],
])('a search of %s is called %s', (preset, name) => {
  expect(tuneName({ ...asked, preset })).toBe(name)
})
