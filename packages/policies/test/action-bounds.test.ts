import {
  type ActionBounds,
  act,
  categoricalMlp,
  createPolicy,
  decodePolicy,
  decodeSafetensors,
  encodePolicy,
  encodeSafetensors,
  fitActions,
  gaussianMlp,
  mode,
  type Policy,
} from '@trpo/policies'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const low = [-1, 100]
const high = [1, 200]
const free = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [4], initialLogStd: 1 })
const theta = free.network.init(randomStream(1, 'bounds'))
const policyWith = (actions: ActionBounds): Policy => createPolicy({ ...free, theta, actions })
const observation = [0.5, -1, 2]

function fitted(bounds: ActionBounds, ...actions: number[]): number[] {
  const into = new Float64Array(actions.length)
  fitActions(bounds, actions.length / bounds.low.length, Float64Array.from(actions), into)
  return [...into]
}

describe('fitActions', () => {
  test('clips to the bounds, of which some may be open; NaN stays NaN', () => {
    expect(fitted({ low, high, fit: 'clip' }, -3, 150, 0.5, 900)).toEqual([-1, 150, 0.5, 200])
    expect(fitted({ low: [-Infinity], high: [2], fit: 'clip' }, -1e300, 7, Number.NaN)).toEqual([-1e300, 2, Number.NaN])
  })

  test('scales [-1, 1] to the bounds, exactly so at its ends, and clips what lies beyond', () => {
    const bounds = { low, high, fit: 'scale' } as const
    expect(fitted(bounds, -1, -1, 1, 1, 0, 0, 0.5, -7)).toEqual([-1, 100, 1, 200, 0, 150, 0.5, 100])
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (x, width, at) => {
          const [action] = fitted({ low: [at], high: [at + width], fit: 'scale' }, x)
          expect(action).toBeGreaterThanOrEqual(at)
          expect(action).toBeLessThanOrEqual(at + width)
        },
      ),
    )
  })

  test('scales only where there are bounds on both sides, and clips the rest', () => {
    const bounds = { low: [100, 0, -Infinity], high: [200, Infinity, 5], fit: 'scale' } as const
    expect(fitted(bounds, 0, -3, 7)).toEqual([150, 0, 5])
    expect(fitted(bounds, -1, 0.5, -7)).toEqual([100, 0.5, -7])
  })

  test('writes over the actions themselves, and nothing beyond the rows', () => {
    const actions = Float64Array.of(-3, 150, -3, 150)
    fitActions({ low, high, fit: 'clip' }, 1, actions, actions)
    expect([...actions]).toEqual([-1, 150, -3, 150])
    expect(() => fitActions({ low, high, fit: 'clip' }, 3, actions, actions)).toThrow('3 rows of 2, of 4 numbers')
  })
})

describe.each(['clip', 'scale'] as const)('a policy whose actions %s', (fit) => {
  const policy = policyWith({ low, high, fit })

  test('gives what the environment may be given: the drawn action, fitted', () => {
    const plain = createPolicy({ ...free, theta })
    let moved = 0
    for (let seed = 0; seed < 50; seed++) {
      const drawn = act(plain, observation, randomStream(seed, 'act'))
      const action = act(policy, observation, randomStream(seed, 'act'))
      expect([...action]).toEqual(fitted({ low, high, fit }, ...drawn))
      if (action[0] !== drawn[0]) moved++
    }
    expect(moved).toBeGreaterThan(10)
    expect([...mode(policy, observation)]).toEqual(fitted({ low, high, fit }, ...mode(plain, observation)))
  })

  test('is saved and loaded with them', () => {
    const { json, tensors } = encodePolicy(policy)
    expect(JSON.parse(json)).toMatchObject({ formatVersion: 2, actions: fit })
    const again = decodePolicy(json, tensors)
    expect(again.actions).toEqual({ low, high, fit })
    expect(encodePolicy(again)).toEqual({ json, tensors })
    const named = new Map(decodeSafetensors(tensors).tensors)
    named.set('actions.high', { dtype: 'F64', shape: [2], data: Float64Array.of(-2, 1) })
    expect(() => decodePolicy(json, encodeSafetensors(named))).toThrow('actions are in [-1, -2] at entry 0')
  })
})

test('open bounds are saved too', () => {
  const actions = { low: [-Infinity, 0], high: [Infinity, Infinity], fit: 'clip' } as const
  const { json, tensors } = encodePolicy(policyWith(actions))
  expect(decodePolicy(json, tensors).actions).toEqual(actions)
})

test('a policy keeps copies, and a model may come with them', () => {
  const own: { low: number[]; high: number[]; fit: 'clip' } = { low: [...low], high: [...high], fit: 'clip' }
  const model = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [4], actions: own })
  const policy = createPolicy({ ...model, theta })
  own.low[0] = 5
  expect(policy.actions).toEqual({ low, high, fit: 'clip' })
})

test('bounds that do not fit are refused', () => {
  const refused: readonly (readonly [ActionBounds, string])[] = [
    [{ low: [0], high: [1], fit: 'clip' }, 'actions.low has length 1, the distribution gives 2 numbers'],
    [{ low, high: [1, 2, 3], fit: 'clip' }, 'actions.high has length 3'],
    [{ low: [1, 100], high: [0, 200], fit: 'clip' }, 'actions are in [1, 0] at entry 0, expected low <= high'],
    [{ low: [Number.NaN, 0], high, fit: 'clip' }, 'actions are in [NaN, 1] at entry 0'],
    [{ low, high, fit: 'wrap' as 'clip' }, 'actions.fit is "wrap", expected "clip" or "scale"'],
  ]
  for (const [bounds, message] of refused) {
    expect(() => policyWith(bounds)).toThrow(message)
    expect(() => gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [], actions: bounds })).toThrow(message)
  }
  const classes = categoricalMlp({ observationSize: 3, classes: 2, hidden: [] })
  const parts = { ...classes, theta: new Float64Array(8), actions: { low: [0], high: [1], fit: 'clip' } as const }
  expect(() => createPolicy(parts)).toThrow('the categorical distribution chooses classes: leave them out')
})
