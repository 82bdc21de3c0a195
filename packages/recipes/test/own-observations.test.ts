import { box, discrete, type Environment, type Transition } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { describe, expect, test } from 'vitest'
import { trainingOf } from '../src/build/training-of.ts'
import { setOptions } from '../src/config/set-option.ts'
import { prepareEnvironment } from '../src/environments/prepare-environment.ts'
import { ConfigError } from '../src/errors.ts'
import { presetConfig, withModule } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const config = withModule(
  setOptions(presetConfig(findPreset('modern/mlp'), 1), ['sampler.quota.perIteration=120']),
  'my own',
)

/** Three places in a row, shown as `observationSpace` says. */
function places(observationSpace: Environment['spec']['observationSpace'], show: (place: number) => readonly number[]) {
  return (): Environment => {
    let place = 1
    return {
      spec: { name: 'places', observationSpace, actionSpace: discrete(2) },
      reset(random) {
        place = random.integer(3)
      },
      step([right]) {
        place = Math.min(2, Math.max(0, place + 2 * right - 1))
        return { reward: place, terminated: false }
      },
      observe: (into) => into.set(show(place)),
    }
  }
}
const choices = places(discrete(3), (place) => [place])
const bytes = places(box(0, 255, { shape: [2, 2], type: 'u8' }), (place) => [place, 0, 0, 255])

const trial = (create: () => Environment, limit: number | null = null) =>
  prepareEnvironment(
    { ...config, environment: { ...config.environment, timeLimit: limit } },
    {
      create,
      createLanes: () => {
        throw new Error('a trial needs no lanes')
      },
    },
  )

test('choices are taken, one-hot, alone and in lanes', async () => {
  const training = await trainingOf(config, { environment: choices })
  const { spec, create } = training.environment
  expect(spec.observationSpace).toEqual(box(0, 1, { shape: [3], type: 'f32' }))
  expect(training.run.policy.network.inputSize).toBe(3)
  const [, record] = await training.step(training.init())
  expect(record.steps).toBe(120)
  await training.dispose()
  // What evaluates a policy plays the same.
  const single = create()
  expect(single.spec.observationSpace).toEqual(spec.observationSpace)
  const into = new Float32Array(3)
  single.observe(into)
  expect(into).toEqual(Float32Array.of(0, 1, 0))
})

test('bytes are trained on as they are, and not normalised', async () => {
  await expect(trainingOf(config, { environment: bytes })).rejects.toThrow(
    'policy.normalizeObservations is true, and places shows 2 x 2 bytes; set it to false',
  )
  const plain = setOptions(config, ['policy.normalizeObservations=false'])
  const training = await trainingOf(plain, { environment: bytes })
  const [, record] = await training.step(training.init())
  expect(record.steps).toBe(120)
  await training.dispose()
})

test('a time limit that is stated holds in a single environment too', async () => {
  const limited = () => ({ ...choices(), spec: { ...choices().spec, timeLimit: 3 } })
  const environment = (await trial(limited)).create()
  environment.reset(randomStream(1, 'test').seek(0, 0, 0))
  const ends = [1, 2, 3].map(() => environment.step(Float64Array.of(1), randomStream(1, 'test')).truncated)
  expect(ends).toEqual([false, false, true])
})

describe('a trial', () => {
  const still = places(box([0], [2]), (place) => [place])
  const stepping = (result: unknown) => () => ({ ...still(), step: () => result as Transition })
  const withSpec = (change: object) => () => ({ ...still(), spec: { ...still().spec, ...change } })
  test.each<[string, () => Environment, string]>([
    [
      'a space with low > high',
      withSpec({ actionSpace: { kind: 'box', low: [1], high: [0] } }),
      'spec.actionSpace.low[0] is 1 and',
    ],
    [
      'a dict',
      withSpec({ observationSpace: { kind: 'dict' } }),
      'spec.observationSpace.kind is "dict"; write several parts as one',
    ],
    ['a start', withSpec({ actionSpace: { kind: 'discrete', n: 3, start: -1 } }), 'spec.actionSpace.start is -1'],
    ['a time limit of 0', withSpec({ timeLimit: 0 }), 'spec.timeLimit is 0'],
    ['truncated: 1', stepping({ reward: 0, terminated: false, truncated: 1 }), 'whose truncated is 1, expects'],
    ['terminated: 1', stepping({ reward: 0, terminated: 1 }), 'whose terminated is 1, expects'],
    ['a reward that is text', stepping({ reward: '1', terminated: false }), 'whose reward is 1, expects'],
    ['a step that waits', stepping(Promise.resolve()), 'returned a promise, expects'],
    ['a reset that waits', () => ({ ...still(), reset: async () => {} }), 'reset() of places returned a promise'],
    ['an observe that waits', () => ({ ...still(), observe: async () => {} }), 'observe() returned a promise'],
    [
      'an observe that returns',
      () => ({ ...still(), observe: () => Float64Array.of(1) as never }),
      'to be written into the array',
    ],
    [
      'bytes that are none',
      places(box(0, 255, { shape: [1], type: 'u8' }), () => [256]),
      'observe() writes 256 at entry 0',
    ],
    ['a choice that is none', places(discrete(2), () => [2]), 'wrote 2; expected one of the choices 0 to 1'],
    ['an observation of NaN', places(box([0], [1]), () => [Number.NaN]), 'or NaN'],
    [
      'a reward of Infinity',
      stepping({ reward: Infinity, terminated: false }),
      'the reward of the first step is Infinity',
    ],
  ])('refuses %s, also under a time limit', async (_what, create, message) => {
    for (const limit of [null, 5]) {
      const refused = trial(create, limit)
      await expect(refused).rejects.toThrow(ConfigError)
      await expect(refused).rejects.toThrow(message)
    }
  })
})
