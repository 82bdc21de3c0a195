import { createTrainer, inProcessShard } from '@trpo/core'
import { networkFromDescription } from '@trpo/networks'
import { type CategoricalConvOptions, categoricalConv, decodePolicy, encodePolicy, mode } from '@trpo/policies'
import { expect, test } from 'vitest'
import { trainingOf } from '../src/build/training-of.ts'
import type { Config } from '../src/config/schema.ts'
import { setOptions } from '../src/config/set-option.ts'
import { prepareEnvironment } from '../src/environments/prepare-environment.ts'
import { paths } from '../src/families/paths.ts'
import { presetConfig, withModule } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'
import { imagePlaces } from './image-places.ts'
import { fieldsOnlyOf, IMAGE_KINDS } from './kinds.ts'

const config = setOptions(withModule(presetConfig(findPreset('modern/mlp'), 4), 'image places'), [
  'environment.timeLimit=10',
  'sampler.lanes=12',
  'sampler.quota.perIteration=240',
  'policy.kind=convolutional',
  'policy.normalizeObservations=false',
  'policy.filters=4,3',
  'policy.filterSizes=2,2',
  'policy.strides=1,2',
  'policy.hidden=6',
])
const create = imagePlaces()

/** The same network in terms of the library. */
const model = {
  observationShape: [2, 5, 4],
  convolutions: [
    { filters: 4, filterSize: 2, stride: 1 },
    { filters: 3, filterSize: 2, stride: 2 },
  ],
  hidden: [6],
  classes: 4,
  rescale: { factor: 1 / 255 },
} satisfies CategoricalConvOptions
const [first, second] = model.convolutions

/** An assignment, and the same in terms of the library. */
const CHANGES: readonly (readonly [string, Partial<CategoricalConvOptions>])[] = [
  ['policy.filters=5,3', { convolutions: [{ ...first, filters: 5 }, second] }],
  ['policy.filterSizes=3,2', { convolutions: [{ ...first, filterSize: 3 }, second] }],
  ['policy.strides=1,1', { convolutions: [first, { ...second, stride: 1 }] }],
  ['policy.bytes=signed', { rescale: { factor: 1 / 128, offset: -1 } }],
  ['policy.hidden=7', { hidden: [7] }],
  ['policy.activation=relu', { activation: 'relu' }],
  ['policy.outputGain=0.5', { outputGain: 0.5 }],
  ['policy.arithmetic=f64', { buildNetwork: networkFromDescription }],
]

async function byConfig(of: Config, iterations = 2): Promise<readonly number[]> {
  const training = await trainingOf(of, { environment: create })
  let state = training.init()
  for (let i = 0; i < iterations; i++) [state] = await training.step(state)
  await training.dispose()
  return [...training.policy(state).theta]
}

const environment = await prepareEnvironment(config, {
  create,
  createLanes: () => {
    throw new Error('the shards here make their own')
  },
})
const unchanged = await byConfig(config)

async function byLibrary(changed: Partial<CategoricalConvOptions>): Promise<readonly number[]> {
  const training = await trainingOf(config, { environment: create })
  const lanes = training.environment
  const parts = { ...(await paths.parts(config, environment)), policy: categoricalConv({ ...model, ...changed }) }
  const trainer = createTrainer(parts, [inProcessShard(parts, (count) => lanes.createLanes(count))])
  let state = trainer.init()
  for (let i = 0; i < 2; i++) [state] = await trainer.step(state)
  await trainer.dispose()
  await training.dispose()
  return [...state.theta]
}

test('a config trains what the library trains', async () => {
  expect(await byLibrary({})).toEqual(unchanged)
})

test.each(CHANGES)('%s reaches the policy', async (assignment, changed) => {
  const found = await byConfig(setOptions(config, [assignment]))
  expect(found).toEqual(await byLibrary(changed))
  expect(found).not.toEqual(unchanged)
})

test('no field of convolutions is left out', () => {
  const named = CHANGES.map(([assignment]) => assignment.slice(0, assignment.indexOf('=')))
  expect(fieldsOnlyOf(IMAGE_KINDS).filter((path) => !named.includes(path))).toEqual([])
})

test('a training that goes on from a checkpoint has the bits of one that never stopped', async () => {
  const training = await trainingOf(config, { environment: create })
  let state = training.init()
  ;[state] = await training.step(state)
  const encoded = training.encode(state)
  await training.dispose()
  const again = await trainingOf(config, { environment: create })
  ;[state] = await again.step(again.decode(encoded))
  await again.dispose()
  expect([...again.policy(state).theta]).toEqual(unchanged)
})

test('it learns, and its policy is saved and loaded with the same bits', async () => {
  const training = await trainingOf(setOptions(config, ['update.maxKl=0.05']), { environment: create })
  let state = training.init()
  let mean: number | null = 0
  for (let i = 0; i < 12; i++) {
    const [next, record] = await training.step(state)
    state = next
    mean = record.episodes.meanReturn
  }
  const policy = training.policy(state)
  await training.dispose()
  // Chance gives 2.5 of 10.
  expect(mean).toBeGreaterThan(6)
  const { json, tensors } = encodePolicy(policy)
  const loaded = decodePolicy(json, tensors)
  for (let value = 0; value < 256; value += 51) {
    const image = new Uint8Array(40).map((_, i) => (i % 4 === value % 4 ? value : 0))
    expect(mode(loaded, image)).toEqual(mode(policy, image))
  }
})

test.each([
  [
    { shape: [40] },
    [],
    'policy.kind is convolutional, and image places shows 40 bytes; it needs images, a box of shape',
  ],
  [{ shape: [5, 4, 2, 1] }, [], 'it needs images, a box of shape [channels, height, width]'],
  [
    {},
    ['policy.filters=4'],
    'policy.filterSizes has 2 entries and policy.filters has 1; give one for each convolution',
  ],
  [{}, ['policy.filterSizes=2,9'], 'policy: convolutions[1].filterSize is 9, larger than images of 4 x 3'],
  [{}, ['policy.normalizeObservations=true'], 'policy.normalizeObservations is true, and image places shows 2 x 5 x 4'],
])('%o with %o is refused', async (space, assignments, message) => {
  const of = setOptions(config, assignments)
  await expect(trainingOf(of, { environment: imagePlaces(space) })).rejects.toThrow(message)
})

test('images in floats are not rescaled, and may be normalised', async () => {
  const floats = imagePlaces({ type: 'f32' })
  const training = await trainingOf(setOptions(config, ['policy.normalizeObservations=true']), { environment: floats })
  const { description } = training.run.policy.network
  await training.step(training.init())
  await training.dispose()
  expect(JSON.stringify(description)).not.toContain('rescale')
})
