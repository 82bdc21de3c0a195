import {
  box,
  boxObservations,
  discrete,
  type Environment,
  isRestorableLanes,
  lanesOf,
  multiDiscrete,
  type ObservationArray,
  observationArray,
  scaleReward,
  type Transition,
  timeLimit,
} from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { dot, showing } from './frames.ts'

const random = randomStream(1, 'test').seek(0, 0, 0)
const all = Uint8Array.of(1)

/** What one lane shows after a reset. */
function shown(environment: Environment): ObservationArray {
  const lanes = lanesOf(() => environment, 1)
  lanes.reset(0, random)
  const into = observationArray(lanes.spec.observationSpace)
  lanes.observe(all, into)
  return into
}

/** A dot whose observation is its place alone. */
function place(): Environment {
  const inner = dot()
  const pixels = new Uint8Array(10)
  return {
    ...inner,
    spec: { ...inner.spec, observationSpace: discrete(5) },
    observe(into) {
      inner.observe(pixels)
      into[0] = pixels.indexOf(200)
    },
  }
}

describe.each([
  ['bytes', dot, Uint8Array],
  [
    'f32',
    () => ({ ...dot(), spec: { ...dot().spec, observationSpace: box(0, 255, { shape: [10], type: 'f32' }) } }),
    Float32Array,
  ],
  ['choices', place, Float32Array],
] satisfies [string, () => Environment, unknown][])('%s', (_what, create, type) => {
  for (const check of environmentConformance(create)) it(check.name, check.run)
  for (const check of lanesConformance((count) => lanesOf(create, count), { single: create })) it(check.name, check.run)
  for (const check of environmentConformance(() => timeLimit(scaleReward(create(), 2), 4)))
    it(`transformed: ${check.name}`, check.run)

  it('are shown in their type, and in no other', () => {
    expect(shown(create())).toBeInstanceOf(type)
    const lanes = lanesOf(create, 1)
    lanes.reset(0, random)
    expect(() => lanes.observe(all, new Float64Array(lanes.spec.observationSpace.shape?.[0] === 5 ? 5 : 10))).toThrow(
      /is a Float64Array, those are stored as (u8|f32)/,
    )
  })
})

describe('choices are shown one-hot', () => {
  it('one of them', () => {
    expect(shown(showing(discrete(4), (into) => into.fill(2)))).toEqual(Float32Array.of(0, 0, 1, 0))
  })

  it('several, one after another', () => {
    const two = showing(multiDiscrete([3, 2]), (into) => into.set([2, 0]))
    expect(shown(two)).toEqual(Float32Array.of(0, 0, 1, 1, 0))
    expect(lanesOf(() => two, 1).spec.observationSpace).toEqual(box(0, 1, { shape: [5], type: 'f32' }))
  })

  it('and what is a box is left as it is, snapshots are kept', () => {
    const environment = dot()
    expect(boxObservations(environment)).toBe(environment)
    expect(isRestorableLanes(lanesOf(place, 2))).toBe(true)
  })

  it.each([
    [
      'beyond',
      (into: ObservationArray) => into.fill(4),
      'observe() of showing wrote 4; expected one of the choices 0 to 3',
    ],
    ['between', (into: ObservationArray) => into.fill(0.5), 'wrote 0.5'],
    ['nothing', () => {}, 'leaves entry 0 unwritten'],
  ])('unless they are none: %s', (_what, observe, message) => {
    expect(() => shown(showing(discrete(4), observe))).toThrow(message)
  })

  it('in later steps too', () => {
    const written = [1, 1, Number.NaN]
    const environment = boxObservations(showing(discrete(4), (into) => into.fill(written.shift() ?? 0)))
    const into = new Float32Array(4)
    environment.observe(into)
    expect(into).toEqual(Float32Array.of(0, 1, 0, 0))
    environment.observe(into)
    expect(() => environment.observe(into)).toThrow('wrote NaN')
  })
})

const bytes = box(0, 255, { shape: [3], type: 'u8' })

it.each([
  [bytes, (into: ObservationArray) => into.set([1, 256, 3]), 'observe() writes 256 at entry 1, its space has bytes'],
  [bytes, (into: ObservationArray) => into.set([0.5], 2), 'observe() writes 0.5 at entry 2'],
  [bytes, (into: ObservationArray) => Reflect.set(into.fill(1), 0, -1), 'observe() writes -1 at entry 0'],
  [bytes, (into: ObservationArray) => into.fill(300), 'observe() writes 300 at entry 0'],
  [bytes, (into: ObservationArray) => into.set([1, 2]), 'observe() leaves entry 2 unwritten'],
  [bytes, (into: ObservationArray) => into.fill(85, 1), 'observe() leaves entry 0 unwritten'],
  [bytes, (into: ObservationArray) => [0, 1, 2, 3].map((i) => Reflect.set(into, i, 7)), 'observe() writes entry 3'],
  [bytes, (into: ObservationArray) => into.set([1, 2, 3, 4]), 'does not fit into the 3 numbers'],
  [box(-1, 1, { shape: [3], type: 'f32' }), (into: ObservationArray) => into.set([1, 1]), 'leaves entry 2 unwritten'],
])('what is written is looked at: %#', (space, observe, message) => {
  expect(() => shown(showing(space, observe))).toThrow(message)
})

it('an asynchronous reset or observe is refused', () => {
  const still = showing(box([0], [1]), (into) => into.fill(0))
  expect(() => shown({ ...still, reset: async () => {} })).toThrow('lane 0: reset() of showing returned a promise')
  expect(() => shown({ ...still, observe: async (into) => void into.fill(0) })).toThrow('observe() returned a promise')
})

const odd: readonly (readonly [string, unknown])[] = [
  ['a truncated that is a number', { reward: 1, terminated: false, truncated: 1 }],
  ['a terminated that is a number', { reward: 1, terminated: 1 }],
  ['a reward that is text', { reward: '1', terminated: false }],
  ['no reward', { terminated: false }],
  ['a promise', Promise.resolve({ reward: 1, terminated: false })],
]
it.each(odd)('no transform hides %s', (_what, result) => {
  const environment: Environment = {
    ...showing(box([0], [1]), (into) => into.fill(0)),
    step: () => result as Transition,
  }
  for (const transform of [(e: Environment) => timeLimit(e, 5), (e: Environment) => scaleReward(e, 2)])
    expect(() => transform(environment).step(new Float64Array(1), random)).toThrow(
      'expects { reward: number, terminated: boolean, truncated?: boolean }',
    )
})
