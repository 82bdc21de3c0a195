import {
  cemOptions,
  cemSearch,
  cmaEsSearch,
  rwrOptions,
  rwrSearch,
  type SearchMethod,
  type SearchState,
} from '@trpo/blackbox'
import { createLocalSearch, type LocalSearchSettings } from '@trpo/blackbox/training'
import type { Training, TrainingProgress } from '@trpo/core'
import { cartPole, timeLimit } from '@trpo/envs'
import { simdNetwork } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { describe, expect, test } from 'vitest'
import { buildRun } from '../src/build/build-run.ts'
import { describeRun } from '../src/build/describe-run.ts'
import { trainingOf } from '../src/build/training-of.ts'
import { parseConfig } from '../src/config/parse-config.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { ConfigError } from '../src/errors.ts'
import { assertMemory } from '../src/node/assert-memory.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset, presets } from '../src/presets/registry.ts'
import { expectedSteps } from '../src/sampler/amount.ts'
import { cem as cemKind } from '../src/search/cem.ts'
import { rwr as rwrKind } from '../src/search/rwr.ts'
import { fieldsOnlyOf, SEARCH_KINDS } from './kinds.ts'

const trpo = presetConfig(findPreset('paper/cart-pole'), 5)
const SHORT = ['environment.timeLimit=30', 'update.population=6', 'sampler.lanes=6', 'sampler.episodes=2']
const OTHERS = ['sampler.kind=candidates', 'estimator.kind=none', 'objective.form=mean-return']
const model = gaussianMlp({
  observationSize: 4,
  actionSize: 1,
  hidden: [],
  initialLogStd: 1.6094379124341003,
  outputGain: 0.01,
  buildNetwork: simdNetwork,
})

type Search = LocalSearchSettings<SearchState>
const LIBRARY: Omit<Search, 'method'> = {
  seed: 5,
  environment: () => timeLimit(cartPole(), 30),
  model,
  episodes: 2,
  lanes: 6,
  draws: 'common',
}

async function theta<S extends TrainingProgress>(training: Training<S>): Promise<readonly number[]> {
  let state = training.init()
  for (let i = 0; i < 3; i++) [state] = await training.step(state)
  await training.dispose()
  return [...training.policy(state).theta]
}

const CEM = { population: 6, elite: 8, initialStd: 10, noise: 10, noiseDecay: 0.25 }
const cem = (change: object = {}): SearchMethod<SearchState> => cemSearch({ ...CEM, elite: 3, ...change })
const cma = (change: object = {}): SearchMethod<SearchState> => cmaEsSearch({ population: 6, sigma: 3, ...change })
const rwr = (change: object = {}): SearchMethod<SearchState> => rwrSearch({ population: 6, initialStd: 5, ...change })

/** A preset, an assignment, and the same in terms of the library. */
const TABLE: readonly [string, string, Partial<Search>][] = [
  ['cem', 'update.elite=2', { method: cem({ elite: 2 }) }],
  ['cem', 'update.initialStd=3', { method: cem({ initialStd: 3 }) }],
  ['cem', 'update.noise=4', { method: cem({ noise: 4 }) }],
  ['cem', 'update.noiseDecay=2', { method: cem({ noiseDecay: 2 }) }],
  ['cma-es', 'update.population=5', { method: cma({ population: 5 }), lanes: 5 }],
  ['cma-es', 'update.population=null', { method: cma({ population: undefined }) }],
  ['cma-es', 'update.sigma=1', { method: cma({ sigma: 1 }) }],
  ['cma-es', 'update.active=false', { method: cma({ active: false }) }],
  ['cma-es', 'update.covariance=separable', { method: cma({ covariance: 'separable' }) }],
  ['rwr', 'update.sharpness=2', { method: rwr({ sharpness: 2 }) }],
  ['rwr', 'update.minStd=9', { method: rwr({ minStd: 9 }) }],
  ['rwr', 'sampler.episodes=3', { method: rwr(), episodes: 3 }],
  ['rwr', 'sampler.draws=own', { method: rwr(), draws: 'own' }],
]

const BASES: Readonly<Record<string, readonly string[]>> = { cem: ['update.elite=3'], 'cma-es': [], rwr: [] }
const configOf = (kind: string, ...assignments: readonly string[]) =>
  setOptions(presetConfig(findPreset(`paper/cart-pole-${kind}`), 5), [...SHORT, ...BASES[kind], ...assignments])

test.each(TABLE)('%s: %s reaches the search', async (kind, assignment, settings) => {
  const base = { cem: cem(), 'cma-es': cma(), rwr: rwr() }[kind]
  if (base === undefined) throw new Error(kind)
  const extra = settings.lanes === undefined ? [] : [`sampler.lanes=${settings.lanes}`]
  const changed = await theta(await trainingOf(configOf(kind, assignment, ...extra)))
  expect(changed).toEqual(await theta(createLocalSearch({ ...LIBRARY, method: base, ...settings })))
  expect(changed).not.toEqual(await theta(createLocalSearch({ ...LIBRARY, method: base })))
})

test('the defaults are those of the library', () => {
  expect(cemKind.defaults).toEqual({ kind: 'cem', ...cemOptions() })
  expect(rwrKind.defaults).toEqual({ kind: 'rwr', ...rwrOptions() })
})

test('no field of a search is left out there', () => {
  const named = new Set([...TABLE.map(([, assignment]) => assignment.slice(0, assignment.indexOf('=')))])
  const own = fieldsOnlyOf(SEARCH_KINDS)
  expect(own.filter((path) => !named.has(path))).toEqual([])
})

describe('the sections of a search', () => {
  test('are set together', () => {
    const config = setOptions(trpo, ['update.kind=cem', ...OTHERS])
    expect(config.estimator).toEqual({ kind: 'none' })
    expect(parseConfig(config, 'again')).toEqual(config)
  })

  test.each([
    [
      ['update.kind=cem'],
      'update.kind is cem, which does not go with the other sections; set update.kind=trust-region, or set sampler.kind=candidates, estimator.kind=none and objective.form=mean-return',
    ],
    [
      ['estimator.kind=none'],
      /estimator.kind is none, which does not go with the other sections; set estimator.kind=monte-carlo, or set/,
    ],
    [['update.kind=cma-es', ...OTHERS, 'update.maxKl=1'], /update.maxKl/],
  ])('%j is refused', (assignments, message) => {
    expect(() => setOptions(trpo, assignments)).toThrow(message)
    expect(() => setOptions(trpo, assignments)).toThrow(ConfigError)
  })

  test('settings that do not go together are a ConfigError', async () => {
    await expect(trainingOf(configOf('cem', 'update.elite=7'))).rejects.toThrow(/elite is 7/)
    await expect(trainingOf(configOf('cem', 'sampler.lanes=50'))).rejects.toThrow(ConfigError)
    await expect(trainingOf(configOf('cem', 'policy.normalizeObservations=true'))).rejects.toThrow(
      /policy.normalizeObservations is true, and update.kind is cem: a search keeps no statistics/,
    )
  })
})

describe('what is said of a search', () => {
  test('names its parts', async () => {
    const config = configOf('cma-es')
    const training = await trainingOf(config)
    const { spec } = training.environment
    expect(describeRun(training.run, spec).map(([, text]) => text)).toEqual([
      expect.stringContaining('4 observations'),
      expect.stringContaining('6 parameters'),
      'search: 6 candidates, 2 episodes each of at most 30 steps, common draws, in 6 lanes',
      'CMA-ES, full covariance',
    ])
    expect(expectedSteps(training.run.amount)).toBe(6 * 2 * 30)
    expect(expectedSteps(training.run.amount, 77)).toBe(77)
    await training.dispose()
  })

  test('a whole covariance that memory does not hold is refused', async () => {
    const config = configOf('cma-es', 'policy.hidden=3000')
    const environment = await loadEnvironment(config)
    const run = await buildRun(config, environment)
    expect(() => assertMemory(run, 2 ** 30)).toThrow(/update.covariance is full: 5 matrices of 18002 x/)
    assertMemory(await buildRun(configOf('cem', 'policy.hidden=3000'), environment), 2 ** 30)
  })
})

test.each(presets.filter(({ settings }) => SEARCH_KINDS.includes(settings.update.kind)))(
  '$name is valid and can be built',
  async (preset) => {
    const config = presetConfig(preset, 1)
    expect(parseConfig(config, 'preset')).toEqual(config)
    const training = await trainingOf(config)
    expect(training.init().iteration).toBe(0)
    await training.dispose()
  },
)
