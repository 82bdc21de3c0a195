import { box, type Environment, type Lanes, lanesOf } from '@trpo/envs'
import { act, categoricalMlp, createPolicy, gaussianMlp, mode, type Policy } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { type ActionChoice, type EvaluationSettings, evaluatePolicy, NonFiniteError } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { driftEnvironment } from '../environments.ts'

const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [3], outputGain: 1 })
const policy = createPolicy({ ...model, theta: model.network.init(randomStream(1, 'init')) })
const bounded: Policy = { ...policy, actions: { low: [-0.2], high: [0.2], fit: 'clip' } }

/** The same dynamics, whose actions have bounds. */
function boundedDrift(heard: number[] = []): Environment {
  const inner = driftEnvironment()
  return {
    ...inner,
    spec: { ...inner.spec, actionSpace: box([-0.2], [0.2]) },
    step(action, random) {
      heard.push(action[0])
      return inner.step(action, random)
    },
  }
}

/** What `evaluatePolicy` promises, as a plain loop over one environment. */
function byHand(choice: ActionChoice, episodes: number, seed: number, round: number, maxSteps: number) {
  const environment = driftEnvironment()
  const observation = new Float64Array(2)
  const [resets, steps, draws] = ['reset', 'environment', 'action'].map((name) =>
    randomStream(seed, `evaluation ${name}`),
  )
  return Array.from({ length: episodes }, (_, episode) => {
    environment.reset(resets.seek(round, episode, 0))
    let sum = 0
    for (let step = 0; ; step++) {
      environment.observe(observation)
      const action =
        choice === 'mode' ? mode(policy, observation) : act(policy, observation, draws.seek(round, episode, step))
      const { reward, terminated, truncated } = environment.step(action, steps.seek(round, episode, step))
      sum += reward
      const end = terminated ? 'terminated' : truncated ? 'truncated' : 'cut'
      if (end !== 'cut' || step + 1 === maxSteps) return { return: sum, length: step + 1, end }
    }
  })
}

test('the episodes are those of a plain loop, bit for bit, in any number of lanes', async () => {
  const ends = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<ActionChoice>('sample', 'mode'),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 15 }),
      fc.nat(),
      fc.nat({ max: 100 }),
      fc.integer({ min: 1, max: 12 }),
      async (choice, episodes, count, seed, round, maxSteps) => {
        const lanes = lanesOf(() => driftEnvironment(), count)
        const found = await evaluatePolicy({ policy, lanes, choice, episodes, seed, round, maxSteps })
        expect(found.episodes).toEqual(byHand(choice, episodes, seed, round, maxSteps))
        for (const { end } of found.episodes) ends.add(end)
        const again = await evaluatePolicy({
          ...{ policy, environment: driftEnvironment(), choice, episodes, seed, round, maxSteps },
        })
        expect(again).toEqual(found)
      },
    ),
    { numRuns: 40 },
  )
  expect([...ends].sort()).toEqual(['cut', 'terminated', 'truncated'])
})

test('sums are those of the episodes, and there may be more of them than a call can have arguments', async () => {
  let episode = -1
  const counting: Environment = {
    spec: { name: 'counting', observationSpace: box([0, 0], [1, 1]), actionSpace: box([-1], [1]) },
    reset: () => void episode++,
    step: () => ({ reward: episode, terminated: episode > 0 }),
    observe: (into) => into.fill(0),
  }
  const episodes = 130_000
  const found = await evaluatePolicy({ policy, environment: counting, choice: 'mode', episodes, seed: 1, maxSteps: 3 })
  expect(found.returns).toMatchObject({ mean: (episodes - 1) / 2, min: 0, max: episodes - 1 })
  expect(found.returns.std).toBeCloseTo(Math.sqrt((episodes * episodes - 1) / 12), 4)
  expect(found.lengths).toMatchObject({ min: 1, max: 3 })
  expect(found.ends).toEqual({ terminated: episodes - 1, truncated: 0, cut: 1 })
  expect(found.steps).toBe(episodes + 2)
})

test('the environment is given what the policy gives elsewhere: fitted to its bounds where it knows them', async () => {
  const heard = async (given: Policy) => {
    const actions: number[] = []
    for (const choice of ['sample', 'mode'] as const)
      await evaluatePolicy({ policy: given, environment: boundedDrift(actions), choice, episodes: 4, seed: 1 })
    return actions
  }
  expect((await heard(policy)).some((action) => Math.abs(action) > 0.2)).toBe(true)
  const fitted = await heard(bounded)
  expect(fitted.every((action) => Math.abs(action) <= 0.2)).toBe(true)
  expect(fitted).toContain(0.2)
})

test('lanes that answer later give the same, progress is heard of, and what it throws stops the evaluation', async () => {
  const lanes = lanesOf(() => driftEnvironment(), 3)
  const later: Lanes = {
    ...lanes,
    async step(...call) {
      await new Promise((resolve) => setImmediate(resolve))
      lanes.step(...call)
    },
  }
  const settings = { policy, episodes: 40, seed: 4 }
  const heard: number[] = []
  const found = await evaluatePolicy({ ...settings, lanes: later, progress: (steps) => void heard.push(steps) })
  expect(found).toEqual(await evaluatePolicy({ ...settings, environment: driftEnvironment() }))
  expect(heard.length).toBeGreaterThan(1)
  expect(heard).toEqual([...heard].sort((a, b) => a - b))
  const stop = () => {
    throw new Error('stopped')
  }
  await expect(evaluatePolicy({ ...settings, lanes, progress: stop })).rejects.toThrow('stopped')
  expect(await evaluatePolicy({ ...settings, lanes })).toEqual(found)
})

test('choices that are observed are one-hot, and actions may be choices', async () => {
  const choices = categoricalMlp({ observationSize: 3, classes: [2], hidden: [] })
  const doors = createPolicy({ ...choices, theta: new Float64Array(choices.network.parameterCount) })
  const environment: Environment = {
    spec: { name: 'doors', observationSpace: { kind: 'discrete', n: 3 }, actionSpace: { kind: 'discrete', n: 2 } },
    reset() {},
    step: ([door]) => ({ reward: door, terminated: true }),
    observe: (into) => into.fill(2),
  }
  const { returns } = await evaluatePolicy({ policy: doors, environment, episodes: 200, seed: 1 })
  expect(returns).toMatchObject({ min: 0, max: 1 })
  await expect(
    evaluatePolicy({ policy: doors, environment: driftEnvironment(), episodes: 1, seed: 1 }),
  ).rejects.toThrow('the policy takes observations of length 3, drift gives 2')
})

describe('a policy that does not fit is refused', () => {
  const other = gaussianMlp({ observationSize: 2, actionSize: 2, hidden: [] })
  const twoActions = createPolicy({ ...other, theta: other.network.init(randomStream(1, 'init')) })
  test.each<[string, Policy, Environment, string]>([
    [
      'another action space',
      twoActions,
      driftEnvironment(),
      "the policy's actions are of 2 real numbers, drift expects",
    ],
    [
      'bounds where there are none',
      bounded,
      driftEnvironment(),
      'the policy gives actions in [-0.2, 0.2] at entry 0, drift takes [-Infinity, Infinity]',
    ],
    [
      'other bounds',
      { ...policy, actions: { low: [-0.2], high: [0.3], fit: 'scale' } },
      boundedDrift(),
      'the policy gives actions in [-0.2, 0.3] at entry 0, drift takes [-0.2, 0.2]',
    ],
  ])('%s', async (_what, given, environment, message) => {
    await expect(evaluatePolicy({ policy: given, environment, episodes: 1, seed: 1 })).rejects.toThrow(message)
    await expect(evaluatePolicy({ policy: given, environment, episodes: 1, seed: 1 })).rejects.toThrow(RangeError)
  })
})

describe('misuse', () => {
  const whole: EvaluationSettings = { policy, environment: driftEnvironment(), episodes: 2, seed: 1 }
  test.each<[string, object, string]>([
    ['no episodes', { episodes: 0 }, 'episodes is 0; give a whole number of at least 1'],
    ['half an episode', { episodes: 1.5 }, 'episodes is 1.5'],
    ['no steps', { maxSteps: 0 }, 'maxSteps is 0'],
    ['a round before the first', { round: -1 }, 'round is -1; give a whole number of at least 0'],
    ['another choice', { choice: 'best' }, "choice is \"best\"; give 'sample' or 'mode'"],
    ['a slip of the pen', { episode: 3 }, 'evaluatePolicy knows no episode; did you mean episodes?'],
    ['no environment', { environment: undefined }, 'neither environment nor lanes was given'],
    ['two', { lanes: lanesOf(() => driftEnvironment(), 1) }, 'environment and lanes were both given'],
    ['a seed that is none', { seed: -1 }, 'seed'],
  ])('%s', async (_what, changes, message) => {
    await expect(evaluatePolicy({ ...whole, ...changes })).rejects.toThrow(message)
  })
})

test.each<[string, Partial<Environment>, Policy, RegExp]>([
  [
    'reward',
    { step: () => ({ reward: Number.NaN, terminated: false }) },
    policy,
    /^drift gave the reward NaN at step 0/,
  ],
  [
    'observation',
    { observe: (into) => into.fill(Number.POSITIVE_INFINITY) },
    policy,
    /^drift gave the observation Infinity \(entry 0\)/,
  ],
  ['action', {}, { ...policy, theta: policy.theta.map(() => 1e30) }, /^the policy gave the action .* too large/],
])('a number that is not finite is refused: %s', async (_what, changes, given, message) => {
  const environment = { ...driftEnvironment(), ...changes }
  const evaluating = evaluatePolicy({ policy: given, environment, episodes: 2, seed: 1 })
  await expect(evaluating).rejects.toThrow(message)
  await expect(evaluating).rejects.toThrow(NonFiniteError)
})
