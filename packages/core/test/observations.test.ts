import { createLocalTrainer, type LocalTrainerSettings, linearFeatureBaseline, timeDependentBaseline } from '@trpo/core'
import { box, discrete, type Environment, timeLimit } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { categoricalMlp } from '@trpo/policies'
import { describe, expect, it } from 'vitest'

/** Five places in a ring: a reward of 1 for each step that ends at place 2. Chance gives about 0.2 a step. */
function ring(observationSpace: Environment['spec']['observationSpace'], show: (place: number) => readonly number[]) {
  return (): Environment => {
    let place = 0
    return timeLimit(
      {
        spec: { name: 'ring', observationSpace, actionSpace: discrete(3) },
        reset(random) {
          place = random.integer(5)
        },
        step([move]) {
          place = (place + move + 4) % 5
          return { reward: place === 2 ? 1 : 0, terminated: false }
        },
        observe: (into) => into.set(show(place)),
      },
      10,
    )
  }
}

const oneHot = (scale: number) => (place: number) => [0, 1, 2, 3, 4].map((i) => (i === place ? scale : 0))
const choices = ring(discrete(5), (place) => [place])
const bytes = ring(box(0, 1, { shape: [5], type: 'u8' }), oneHot(1))
const floats = ring(box(0, 1, { shape: [5] }), oneHot(1))
/** Places as moments: their differences are lost when seconds since 1970 are rounded to f32. */
const clock = ring(box([0], [2e9]), (place) => [1.76e9 + 10 * place])

const settings = {
  seed: 4,
  quota: { kind: 'steps', steps: 960 },
  baseline: timeDependentBaseline(10),
  maxKl: 0.05,
} satisfies Omit<LocalTrainerSettings, 'environment'>

async function train(change: Partial<LocalTrainerSettings>, iterations: number, restart = -1) {
  const given = { ...settings, ...change }
  let trainer = createLocalTrainer(given)
  let state = trainer.init()
  let mean = 0
  for (let i = 0; i < iterations; i++) {
    if (i === restart) {
      const encoded = trainer.encode(state)
      await trainer.dispose()
      trainer = createLocalTrainer(given)
      state = trainer.decode(encoded)
    }
    const [next, record] = await trainer.step(state)
    state = next
    mean = record.episodes.meanReturn ?? Number.NaN
  }
  await trainer.dispose()
  return { theta: state.theta, mean }
}

describe('choices, bytes and f64 of the same observations', () => {
  it.each([
    ['kernels', simdNetwork],
    ['reference', networkFromDescription],
  ])('train to the same bits: %s', async (_implementation, buildNetwork) => {
    const model = categoricalMlp({ observationSize: 5, classes: 3, hidden: [8], buildNetwork })
    const expected = await train({ environment: floats, model }, 4)
    expect(await train({ environment: bytes, model }, 4)).toEqual(expected)
    expect(await train({ environment: choices, model }, 4)).toEqual(expected)
  })

  it('learn', async () => {
    const { mean } = await train({ environment: choices }, 25)
    // 9 of 10 steps where the way there takes one or two.
    expect(mean).toBeGreaterThan(7)
  })

  it('make a model and a baseline of their size', async () => {
    const { baseline: _, ...rest } = settings
    const trainer = createLocalTrainer({ ...rest, environment: choices })
    const [state] = await trainer.step(trainer.init())
    expect(state.estimator['baseline'].data).toHaveLength(2 * 5 + 4)
    await trainer.dispose()
  })

  it.each([
    ['choices', choices, true],
    ['bytes', bytes, false],
  ])('of episodes that go on come back from a checkpoint: %s', async (_what, environment, normalizeObservations) => {
    const change = {
      environment,
      normalizeObservations,
      episodes: 'continue',
      quota: { kind: 'steps', steps: 204 },
    } satisfies Partial<LocalTrainerSettings>
    expect(await train(change, 4, 2)).toEqual(await train(change, 4))
  })
})

it('a clock is learned from, as its mean is taken off before it is rounded', async () => {
  const { mean } = await train({ environment: clock, normalizeObservations: true }, 40)
  expect(mean).toBeGreaterThan(6)
})

it('bytes are not normalised', () => {
  expect(() => createLocalTrainer({ ...settings, environment: bytes, normalizeObservations: true })).toThrow(
    'normalizeObservations is true, and ring shows 5 bytes in [0, 1]; set it to false',
  )
})

it('a baseline of more features than can be fitted is refused', () => {
  expect(() => linearFeatureBaseline(84 * 84)).toThrow('has 14116 features for observations of length 7056')
})
