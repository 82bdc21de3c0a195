import { createLocalTrainer, type Training, type TrainingProgress, type TrainingRecord } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { createPolicy } from '@trpo/policies'
import { describe, expect, test } from 'vitest'
import { trainingConformance } from '../src/conformance.ts'
import { randomSearch } from './random-search.ts'

const trpo = (episodes: 'fresh' | 'continue') => () =>
  createLocalTrainer({ environment: cartPole, seed: 1, quota: { kind: 'steps', steps: 240 }, episodes })

describe.each([
  ['TRPO', trpo('fresh')],
  ['TRPO whose episodes go on', trpo('continue')],
])('%s', (_, create) => {
  test.each(trainingConformance(create))('$name', ({ run }) => run())
})

describe('random search', () => {
  test.each(trainingConformance(() => randomSearch(1)))('$name', ({ run }) => run())
})

type Search = ReturnType<typeof randomSearch>
type SearchState = Search extends Training<infer S> ? S : never

let calls = 0
const inRecord =
  (change: (record: TrainingRecord) => TrainingRecord) =>
  (training: Search): Partial<Search> => ({
    async step(state) {
      const [next, record] = await training.step(state)
      return [next, change(record)]
    },
  })

/** One thing wrong each, and the check that must say so. */
const wrong: [string, (training: Search) => Partial<Training<SearchState>>, RegExp][] = [
  ['begins at iteration 1', (t) => ({ init: () => ({ ...t.init(), iteration: 1 }) }), /the first state is the same/],
  [
    'begins elsewhere every time',
    (t) => ({ init: () => ({ ...t.init(), theta: t.init().theta.fill(calls++) }) }),
    /the first state is the same/,
  ],
  [
    'depends on what was done before',
    (t) => ({
      async step(state) {
        const [next, record] = await t.step(state)
        return [{ ...next, theta: next.theta.map((value) => value + calls++) }, record]
      },
    }),
    /equal states give equal iterations/,
  ],
  [
    'writes into its state',
    (t) => ({
      step(state) {
        state.theta[0] = 7
        return t.step(state)
      },
    }),
    /leaves the state/,
  ],
  ['does not count', inRecord((record) => ({ ...record, totalSteps: record.steps + 1 })), /records count on/],
  [
    'records NaN',
    inRecord((record) => ({ ...record, update: { status: 'accepted', advantageOfMove: Number.NaN } })),
    /records count on/,
  ],
  ['describes nothing', () => ({ measures: {} }), /records count on/],
  ['steps twice at once', (t) => ({ step: (state) => randomSearch(1).step({ ...t.init(), ...state }) }), /second step/],
  [
    'forgets',
    (t) => ({ decode: (encoded) => ({ ...t.decode(encoded), theta: t.decode(encoded).theta.map(Math.fround) }) }),
    /decoded state has the bits/,
  ],
  [
    'takes anything',
    (t) => ({ decode: ({ tensors }) => t.decode({ ...t.encode(t.init()), tensors }) }),
    /what is no state/,
  ],
  [
    'has a policy of its own',
    (t) => ({ policy: (state) => createPolicy({ ...t.policy(state), theta: t.policy(state).theta.fill(calls++) }) }),
    /policy of a state/,
  ],
]

test.each(wrong)('a training that %s is found out', async (_, change, expected) => {
  const failed: string[] = []
  const create = (): Training<SearchState, TrainingRecord> => {
    const training = randomSearch(1)
    return { ...training, ...change(training) }
  }
  for (const { name, run } of trainingConformance<TrainingProgress & SearchState>(create))
    await run().catch(() => failed.push(name))
  expect(failed.join('\n')).toMatch(expected)
})
