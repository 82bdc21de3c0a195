import type { Shard } from '@trpo/core'
import { cartPole, discrete, type Environment, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { expect, test } from 'vitest'
import {
  type CmaEsState,
  cemSearch,
  cmaEsSearch,
  rwrSearch,
  type SearchMethod,
  type SearchState,
} from '../src/index.ts'
import {
  type CandidateEvaluation,
  candidateShard,
  createLocalSearch,
  createSearchTrainer,
  type SearchParts,
} from '../src/training.ts'

const environment = () => timeLimit(cartPole(), 60)
const policy = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3], initialLogStd: 0 })
const EVALUATION: CandidateEvaluation = { episodes: 3, lanes: 13, draws: 'common' }

const partsOf = (evaluation: Partial<CandidateEvaluation> = {}): SearchParts<CmaEsState> => ({
  seed: 4,
  policy,
  method: cmaEsSearch({ population: 7 }),
  evaluation: { ...EVALUATION, ...evaluation },
})

/** Records and parameters after two iterations, by shards that own these groups. */
async function trained(evaluation: Partial<CandidateEvaluation>, cuts: readonly number[]) {
  const parts = partsOf(evaluation)
  const shards: readonly Shard[] = cuts
    .slice(1)
    .map((last, i) => candidateShard(parts, (count) => lanesOf(environment, count), { first: cuts[i], last }))
  const training = createSearchTrainer(parts, shards, { clock: () => 0 })
  let state = training.init()
  const records = []
  for (let i = 0; i < 2; i++) {
    const [next, record] = await training.step(state)
    state = next
    records.push(record)
  }
  await training.dispose()
  return { records, theta: training.policy(state).theta, state }
}

test('any split of the lane groups over shards gives the same bits', async () => {
  const whole = await trained({}, [0, 12])
  for (const cuts of [
    [0, 1, 12],
    [0, 3, 6, 9, 12],
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  ])
    expect(await trained({}, cuts)).toEqual(whole)
})

test.each(['common', 'own'] as const)('with %s draws, any number of lanes plays the same episodes', async (draws) => {
  const one = await trained({ lanes: 1, draws }, [0, 12])
  for (const lanes of [2, 7, 21]) {
    const other = await trained({ lanes, draws }, [0, 12])
    expect(other.theta).toEqual(one.theta)
    expect(other.records.map(({ steps, totalSteps }) => [steps, totalSteps])).toEqual(
      one.records.map(({ steps, totalSteps }) => [steps, totalSteps]),
    )
  }
})

test('common draws compare equal candidates as equal, own draws do not', async () => {
  const returns = async (draws: 'common' | 'own') => {
    const parts = partsOf({ draws, lanes: 7, episodes: 2 })
    const shard = candidateShard(parts, (count) => lanesOf(environment, count))
    const theta = policy.network.init({ normal: () => 0.3, uniform: () => 0.5, integer: () => 0, categorical: () => 0 })
    const all = Float64Array.from({ length: 7 * theta.length }, (_, at) => theta[at % theta.length])
    const collected = await shard.collect({ iteration: 5, policy: { theta: all } })
    const episodes = [...collected.episodes].sort((a, b) => a.path - b.path)
    await shard.dispose()
    const ofCandidate = (k: number) => episodes.filter(({ path }) => Math.floor(path / 2) === k).map((e) => e.return)
    return [0, 1, 2, 3, 4, 5, 6].map((k) => ofCandidate(k).join())
  }
  expect(new Set(await returns('common')).size).toBe(1)
  expect(new Set(await returns('own')).size).toBeGreaterThan(1)
})

test('the fitness of a candidate is the mean return of its own policy', async () => {
  const parts = partsOf({ episodes: 1, lanes: 7 })
  const training = createSearchTrainer(parts, [candidateShard(parts, (count) => lanesOf(environment, count))])
  const [, { update, episodes, steps }] = await training.step(training.init())
  expect(update['bestFitness']).toBe(episodes.maxReturn)
  expect(update['worstFitness']).toBe(episodes.minReturn)
  expect(episodes.count).toBe(7)
  expect(steps).toBe(Math.round(7 * Number(episodes.meanLength)))
  await training.dispose()
})

test('a few iterations of each method lengthen the episodes of cart-pole', async () => {
  const methods: readonly SearchMethod<SearchState>[] = [
    cemSearch({ population: 20, elite: 5, initialStd: 5, noise: 1, noiseDecay: 0.1 }),
    cmaEsSearch({ sigma: 3, population: 20 }),
    rwrSearch({ population: 20, initialStd: 5 }),
  ]
  const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [], initialLogStd: 1 })
  for (const method of methods) {
    const training = createLocalSearch({ seed: 2, environment: () => timeLimit(cartPole(), 200), method, model })
    let state = training.init()
    const lengths: number[] = []
    for (let i = 0; i < 12; i++) {
      const [next, { episodes }] = await training.step(state)
      state = next
      lengths.push(Number(episodes.meanLength))
    }
    await training.dispose()
    expect(lengths[11]).toBeGreaterThan(1.7 * lengths[0])
  }
})

test('mistakes are named', async () => {
  const shardOf = (evaluation: Partial<CandidateEvaluation>) => () =>
    candidateShard(partsOf(evaluation), (count) => lanesOf(environment, count))
  expect(shardOf({ lanes: 22 })).toThrow(/lanes is 22, and an iteration has 21 episodes \(7 candidates, 3 each\)/)
  expect(shardOf({ episodes: 0 })).toThrow(/episodes is 0, expected a whole number of at least 1/)
  const shard = shardOf({})()
  expect(() => shard.run('surrogate/gradient', [])).toThrow(/keeps no samples/)
  await expect(shard.collect({ iteration: 0, policy: { theta: new Float64Array(9) } })).rejects.toThrow(
    /theta has 9 numbers; 7 candidates of/,
  )
  await shard.dispose()
})

/** Cart-pole whose observations come as a type of their own, or as one of two choices. */
const shown: readonly (readonly [string, () => Environment])[] = [
  [
    'f32',
    () => {
      const inner = cartPole()
      const { low, high } = inner.spec.observationSpace
      return { ...inner, spec: { ...inner.spec, observationSpace: { kind: 'box', low, high, type: 'f32' } } }
    },
  ],
  [
    'a choice',
    () => {
      const inner = cartPole()
      const seen = new Float64Array(4)
      return {
        ...inner,
        spec: { ...inner.spec, observationSpace: discrete(2) },
        observe(into) {
          inner.observe(seen)
          into[0] = seen[2] > 0 ? 1 : 0
        },
      }
    },
  ],
]

test.each(shown)('a search plays environments that show %s', async (_what, create) => {
  const environment = () => timeLimit(create(), 50)
  const training = createLocalSearch({ seed: 3, environment, method: cemSearch({ population: 8 }) })
  const [state, record] = await training.step(training.init())
  expect(record.episodes.meanReturn).toBeGreaterThan(0)
  expect(state.iteration).toBe(1)
  await training.dispose()
})
