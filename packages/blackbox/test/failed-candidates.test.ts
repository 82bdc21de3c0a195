import { DataError } from '@trpo/core'
import { box, cartPole, type Environment, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { expect, test } from 'vitest'
import { cemSearch, cmaEsSearch, rwrSearch, type SearchMethod, type SearchState } from '../src/index.ts'
import { candidateShard, createSearchTrainer } from '../src/training.ts'

const LIMIT = 30

/** The search draws the logarithm of the standard deviation as well: e to the power of 710 is more than a number holds. */
const policy = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [], initialLogStd: 707 })

/** Cart-pole, with what a step shows or earns changed where the pole leans to the right. */
function leaning(change: { readonly reward?: number; readonly shown?: number }) {
  return (): Environment => {
    const inner = cartPole()
    const seen = new Float64Array(4)
    const leans = () => {
      inner.observe(seen)
      return seen[2] > 0.08
    }
    return {
      spec: inner.spec,
      reset: (random) => inner.reset(random),
      step(action, random) {
        const result = inner.step(action, random)
        return { ...result, reward: leans() ? (change.reward ?? result.reward) : result.reward }
      },
      observe(into) {
        inner.observe(into)
        if (leans()) into[1] = change.shown ?? into[1]
      },
    }
  }
}

const CASES: Readonly<Record<string, () => Environment>> = {
  'an action': cartPole,
  'a reward of NaN': leaning({ reward: Number.NaN }),
  'a reward of -Infinity': leaning({ reward: Number.NEGATIVE_INFINITY }),
  'the sum of rewards': leaning({ reward: -1e308 }),
  'an observation': leaning({ shown: Number.POSITIVE_INFINITY }),
}

const METHODS: Readonly<Record<string, SearchMethod<SearchState>>> = {
  cem: cemSearch({ population: 12, elite: 4, initialStd: 8 }),
  'cma-es': cmaEsSearch({ population: 12, sigma: 8 }),
  rwr: rwrSearch({ population: 12, initialStd: 8 }),
}

async function trained(create: () => Environment, method: SearchMethod<SearchState>, cuts: readonly number[]) {
  const calm = create === cartPole ? policy : gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [] })
  const parts = { seed: 3, policy: calm, method, evaluation: { episodes: 2, lanes: 24, draws: 'common' } as const }
  const shards = cuts
    .slice(1)
    .map((last, i) =>
      candidateShard(parts, (count) => lanesOf(() => timeLimit(create(), LIMIT), count), { first: cuts[i], last }),
    )
  const training = createSearchTrainer(parts, shards, { clock: () => 0 })
  const records = []
  let state = training.init()
  for (let i = 0; i < 3; i++) {
    const [next, record] = await training.step(state)
    state = next
    records.push(record)
  }
  await training.dispose()
  return { records, theta: training.policy(state).theta }
}

test.each(Object.entries(CASES))('a candidate for which %s is not finite ranks last', async (_, create) => {
  for (const method of Object.values(METHODS)) {
    const whole = await trained(create, method, [0, 12])
    const [first] = whole.records
    const failed = Number(first.update['failedCandidates'])
    expect(failed).toBeGreaterThan(0)
    expect(failed).toBeLessThan(12)
    for (const { update, episodes, meanReward } of whole.records) {
      const { bestFitness, medianFitness, worstFitness } = update
      for (const value of [bestFitness, medianFitness, worstFitness, episodes.minReturn, meanReward])
        expect(value).toSatisfy(Number.isFinite)
      expect(episodes.count).toBeGreaterThanOrEqual(2 * (12 - Number(update['failedCandidates'] ?? 0)))
    }
    for (const value of whole.theta) expect(value).toSatisfy(Number.isFinite)
    expect(await trained(create, method, [0, 1, 5, 12])).toEqual(whole)
  }
})

test('a record says nothing of failures where there are none', async () => {
  const { records } = await trained(leaning({}), METHODS['cem'], [0, 12])
  for (const { update } of records) expect(Object.keys(update)).not.toContain('failedCandidates')
})

test('when all candidates fail, the step says so', async () => {
  const create = (): Environment => ({
    ...cartPole(),
    spec: {
      name: 'endless',
      observationSpace: box(-1, 1, { shape: [4] }),
      actionSpace: box([-1], [1]),
      timeLimit: LIMIT,
    },
    step: () => ({ reward: Number.NaN, terminated: false }),
  })
  await expect(trained(create, METHODS['rwr'], [0, 12])).rejects.toThrow(DataError)
  await expect(trained(create, METHODS['rwr'], [0, 12])).rejects.toThrow(
    /all 12 candidates of iteration 0 failed.*smaller spread/,
  )
})

test('an environment that begins with a number that is not finite is at fault itself', async () => {
  const create = (): Environment => {
    const inner = cartPole()
    return { ...inner, observe: (into) => into.fill(Number.POSITIVE_INFINITY) }
  }
  await expect(trained(create, METHODS['cem'], [0, 12])).rejects.toThrow(
    /gave an observation whose entry 0 is Infinity/,
  )
})
