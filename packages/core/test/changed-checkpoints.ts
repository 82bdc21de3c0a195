import { decodeCheckpoint as decode, type EncodedState, encodeCheckpoint, type TrainingState } from '@trpo/core'
import { decodeSafetensors, encodeSafetensors, gaussianMlp, type Tensor } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { expect } from 'vitest'
import { jsonPlaces } from '../../../test/json-places.ts'

/** The model that the checkpoint below is of. */
export const model = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [5] })
const random = randomStream(1, 'fuzz')
const draw = (length: number) => Float64Array.from({ length }, () => random.normal())
const carried = (data: Float64Array) => ({ baseline: { shape: [4], data } })
/** `decodeCheckpoint` for a baseline of four parameters. */
export const decodeCheckpoint = (policy: typeof model, encoded: EncodedState) =>
  decode(policy, encoded, carried(new Float64Array(4)))
/** What the changes are made to: a state with open episodes and observation statistics. */
export const state: TrainingState = {
  iteration: 7,
  steps: 1234,
  theta: model.network.init(random),
  estimator: carried(draw(4)),
  observations: { count: 17, mean: draw(3), m2: draw(3).map((value) => value * value) },
  open: [
    { lane: 0, iteration: 5, step: 1, actions: draw(6), observation: draw(3), return: -2 },
    { lane: 3, iteration: 6, step: 0, actions: draw(2), observation: draw(3), return: 0.5 },
  ],
}
/** The same, encoded. */
export const whole = encodeCheckpoint(model, state)

const edge = fc.constantFrom(
  ...[0, -0, 1, -1, 0.5, 2, 3, 6, 7, 8, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e308, -1e308, Number.MIN_VALUE],
)
/** Values that a field may be exchanged for. */
export const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string(),
  edge,
  fc.constantFrom(null, [], {}, 'NaN', true),
)

/** The JSON with some of its values, at any depth, taken out or exchanged. */
export const mutatedJson = fc
  .array(fc.tuple(fc.nat(), fc.option(junk)), { minLength: 1, maxLength: 3 })
  .map((changes) => {
    const document: unknown = JSON.parse(whole.json)
    for (const [at, value] of changes) {
      const places = jsonPlaces(document)
      const place = places[at % Math.max(1, places.length)]
      if (place === undefined) continue
      if (value === null) Reflect.deleteProperty(place[0], place[1])
      else Reflect.set(place[0], place[1], structuredClone(value))
    }
    return JSON.stringify(document)
  })

const tensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom('F64', 'F32', 'I32', 'U8', 'I64'), fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }))
  .map(([dtype, shape]): Tensor => {
    const size = shape.reduce((a, b) => a * b, 1)
    switch (dtype) {
      case 'F64':
        return { dtype, shape, data: new Float64Array(size).fill(0.5) }
      case 'F32':
        return { dtype, shape, data: new Float32Array(size) }
      case 'I32':
        return { dtype, shape, data: new Int32Array(size) }
      case 'I64':
        return { dtype, shape, data: new BigInt64Array(size) }
      default:
        return { dtype: 'U8', shape, data: new Uint8Array(size) }
    }
  })
const names = [...decodeSafetensors(whole.tensors).tensors.keys()]
/** The tensors with some taken out, exchanged, added or made not finite. */
export const mutatedTensors = fc
  .array(fc.tuple(fc.constantFrom(...names, 'policy.9.weight', 'more'), fc.option(tensor), fc.option(edge)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((changes) => {
    const tensors = new Map(decodeSafetensors(whole.tensors).tensors)
    for (const [name, exchanged, value] of changes) {
      const there = tensors.get(name)
      if (value !== null && there?.dtype === 'F64' && there.data.length > 0) {
        const data = there.data.slice()
        data[data.length >> 1] = value === 1 ? Number.NaN : value
        tensors.set(name, { ...there, data })
      } else if (exchanged === null) tensors.delete(name)
      else tensors.set(name, exchanged)
    }
    return encodeSafetensors(tensors)
  })

/** What is read is a state that this model can go on from. */
export function expectUsable({ theta, iteration, steps, observations, open = [] }: TrainingState): void {
  expect(theta.length).toBe(model.network.parameterCount)
  expect(theta.every(Number.isFinite)).toBe(true)
  for (const count of [iteration, steps]) expect(Number.isSafeInteger(count) && count >= 0).toBe(true)
  if (observations !== undefined) expect([observations.mean.length, observations.m2.length]).toEqual([3, 3])
  for (const [index, episode] of open.entries()) {
    expect(episode.lane).toBeGreaterThan(index === 0 ? -1 : open[index - 1].lane)
    expect(episode.iteration).toBeLessThan(iteration)
    expect(episode.actions.length).toBeGreaterThanOrEqual(2)
    expect(episode.observation.length).toBe(3)
    expect([...episode.actions, ...episode.observation, episode.return].every(Number.isFinite)).toBe(true)
  }
}
