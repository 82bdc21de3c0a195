import { describe, expect, test } from 'vitest'
import { buildRun, buildShard } from '../src/build/build-run.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const PATHS = ['sampler.lanes=14', 'sampler.quota.perIteration=14']
const SEARCH = ['update.population=13', 'sampler.lanes=13']
const VINE = [
  'sampler.lanes=14',
  'sampler.trunks=13',
  'sampler.trunkSteps=20',
  'sampler.states=26',
  'sampler.branchSteps=60',
  'environment.timeLimit=60',
]

/** Every method of section 8.1, and Eq 18 of section 7, in small. */
const METHODS: readonly (readonly [preset: string, small: readonly string[]])[] = [
  ['paper/cart-pole', PATHS],
  ['paper/cart-pole', [...PATHS, 'update.kind=plain-gradient']],
  ['paper/cart-pole-natural-gradient', PATHS],
  ['paper/cart-pole-empirical-fisher', PATHS],
  ['paper/cart-pole-max-kl', PATHS],
  ['paper/cart-pole-vine', VINE],
  ['paper/cart-pole-cem', [...SEARCH, 'update.elite=3']],
  ['paper/cart-pole-cma-es', SEARCH],
  ['paper/cart-pole-rwr', SEARCH],
]

describe('the methods of the paper', () => {
  test.each(METHODS)(
    '%s %j has the same bits over any shards, and resumed after each iteration',
    async (preset, small) => {
      const config = setOptions(presetConfig(findPreset(preset), 5), ['environment.timeLimit=20', ...small])
      const environment = await loadEnvironment(config)
      const run = await buildRun(config, environment)
      const over = (...cuts: readonly number[]) =>
        run.training(cuts.slice(1).map((last, i) => buildShard(run, environment, { first: cuts[i], last })))
      const one = over(0, 12)
      let [whole, resumed] = [one.init(), one.init()]
      for (let iteration = 0; iteration < 2; iteration++) {
        const split = over(0, 5, 12)
        const [next, record] = await one.step(whole)
        const [same, ofSplit] = await split.step(split.decode(split.encode(resumed)))
        expect({ ...ofSplit, timings: undefined }).toEqual({ ...record, timings: undefined })
        expect(split.encode(same)).toEqual(one.encode(next))
        expect(one.policy(next).theta).not.toEqual(one.policy(whole).theta)
        await split.dispose()
        ;[whole, resumed] = [next, same]
      }
      await one.dispose()
    },
  )
})
