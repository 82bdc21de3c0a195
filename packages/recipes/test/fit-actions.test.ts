import { box, discrete, lanesOf } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTIONS } from '../src/environments/environment-config.ts'
import { fitActionLanes, fitActions } from '../src/environments/fit-actions.ts'
import { listener } from './listener.ts'

const random = randomStream(1, 'test')
/** Bounds of all kinds: the first entry alone has none on a side. */
const [low, high] = [
  [0, -1, 100, -1e-3, -1e6],
  [Infinity, 1, 200, 1e-3, 1e6],
]

const action = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })), {
  minLength: 5,
  maxLength: 5,
})

describe('fitActions', () => {
  test.each(['clip', 'scale'] as const)('%s gives what the environment takes, whatever is drawn', (fit) => {
    fc.assert(
      fc.property(action, (given) => {
        const { environment, heard } = listener(box(low, high))
        fitActions(environment, fit).step(Float64Array.from(given), random)
        for (const [i, value] of heard[0].entries()) {
          expect(value).toBeGreaterThanOrEqual(low[i])
          expect(value).toBeLessThanOrEqual(high[i])
        }
      }),
    )
  })

  test('scale takes -1, 0 and 1 to the bounds and their middle, and clamps where there are none', () => {
    const { environment, heard } = listener(box(low, high))
    const scaled = fitActions(environment, 'scale')
    expect(scaled.spec.actionSpace).toEqual(box([0, -1, -1, -1, -1], [Infinity, 1, 1, 1, 1]))
    for (const x of [-1, 0, 1]) scaled.step(new Float64Array(5).fill(x), random)
    expect(heard).toEqual([
      [0, -1, 100, -1e-3, -1e6],
      [0, 0, 150, 0, 0],
      [1, 1, 200, 1e-3, 1e6],
    ])
  })

  test.each(ACTIONS)('%s does the same to lanes, and leaves the caller its actions', (fit) => {
    fc.assert(
      fc.property(action, action, (one, two) => {
        const single = listener(box(low, high))
        const wrapped = fitActions(single.environment, fit)
        for (const given of [one, two]) wrapped.step(Float64Array.from(given), random)
        const many = [listener(box(low, high)), listener(box(low, high))]
        const left = many.map(({ environment }) => environment)
        const lanes = fitActionLanes(
          lanesOf(() => left.shift() ?? listener(box(low, high)).environment, 2),
          fit,
        )
        expect(lanes.spec).toEqual(wrapped.spec)
        const actions = Float64Array.from([...one, ...two])
        const mask = () => new Uint8Array(2)
        lanes.step(Uint8Array.of(1, 1), actions, [random, random], new Float64Array(2), mask(), mask())
        expect(many.flatMap(({ heard }) => heard)).toEqual(single.heard)
        expect([...actions]).toEqual([...one, ...two])
      }),
    )
  })

  test('keep, and discrete actions, are left alone', () => {
    const { environment } = listener(box(low, high))
    expect(fitActions(environment, 'keep')).toBe(environment)
    const choosing = { ...environment, spec: { ...environment.spec, actionSpace: discrete(3) } }
    expect(fitActions(choosing, 'scale')).toBe(choosing)
  })
})
