import {
  cartPole,
  clipAction,
  clipActionLanes,
  derive,
  deriveLanes,
  frameStack,
  frameStackLanes,
  isRestorableLanes,
  type Lanes,
  lanesOf,
  type RestorableEnvironment,
  type RestorableLanes,
  scaleAction,
  scaleActionLanes,
  timeLimit,
  timeLimitLanes,
} from '@trpo/envs'
import { lanesConformance } from '@trpo/envs/conformance'
import { hopperV5Task, planarEnvironment, planarLanes } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'

interface Transform {
  readonly name: string
  readonly lanes: (lanes: RestorableLanes) => RestorableLanes
  /** The same for a single environment. */
  readonly single: (environment: RestorableEnvironment) => RestorableEnvironment
}

/** Every transform of lanes. A new one is a line here. */
const transforms: readonly Transform[] = [
  { name: 'clipActionLanes', lanes: clipActionLanes, single: clipAction },
  { name: 'scaleActionLanes', lanes: scaleActionLanes, single: scaleAction },
  {
    name: 'timeLimitLanes',
    lanes: (lanes) => timeLimitLanes(lanes, 7),
    single: (environment) => timeLimit(environment, 7),
  },
  {
    name: 'frameStackLanes',
    lanes: (lanes) => frameStackLanes(lanes, 3),
    single: (environment) => frameStack(environment, 3),
  },
  { name: 'deriveLanes that replaces nothing', lanes: (lanes) => deriveLanes(lanes, {}), single: (inner) => inner },
  {
    name: 'all of them, one in another',
    lanes: (lanes) => scaleActionLanes(frameStackLanes(clipActionLanes(timeLimitLanes(lanes, 7)), 2)),
    single: (environment) => scaleAction(frameStack(clipAction(timeLimit(environment, 7)), 2)),
  },
]

/** A cart-pole that reports how hard it is pushed and where it is. */
const reportingCartPole = (): RestorableEnvironment => {
  const own: RestorableEnvironment = cartPole()
  const shown = new Float64Array(4)
  return derive(own, {
    spec: { ...own.spec, info: { push: { description: 'The action.' }, place: { description: 'Of the cart.' } } },
    step(action, random) {
      const result = own.step(action, random)
      own.observe(shown)
      return { ...result, info: { place: shown[0], push: action[0] } }
    },
  })
}

const inner: readonly {
  readonly of: string
  readonly create: (count: number) => RestorableLanes
  readonly single: () => RestorableEnvironment
  readonly under: readonly Transform[]
}[] = [
  { of: 'lifted cart-poles', create: (count) => lanesOf(cartPole, count), single: cartPole, under: transforms },
  {
    of: 'lifted cart-poles that report',
    create: (count) => lanesOf(reportingCartPole, count),
    single: reportingCartPole,
    under: transforms,
  },
  {
    of: 'hoppers that are batched by nature',
    create: (count) => planarLanes(hopperV5Task, count),
    single: () => planarEnvironment(hopperV5Task),
    // All of them at once, as these are slow.
    under: transforms.slice(-1),
  },
]

describe.each(inner)('of $of', ({ create, single, under }) => {
  describe.each(under)('$name', (transform) => {
    const lanes = (count: number) => transform.lanes(create(count))
    const alone = () => transform.single(single())
    for (const check of lanesConformance(lanes, { single: alone, steps: 20 })) it(check.name, check.run)

    it('reports what the lanes within report', () => {
      const [outer, inside] = [lanes(1), create(1)]
      expect(outer.spec.info).toEqual(inside.spec.info)
      expect('info' in outer).toBe('info' in inside)
      for (const made of [outer, inside]) made.dispose()
    })

    it('keeps that lanes can go back, at run time', () => {
      const made = lanes(1)
      expect(isRestorableLanes(made)).toBe(true)
      made.dispose()
    })
  })
})

describe('a step that returns a promise', () => {
  /** Cart-poles in another place: a step is over once a promise has settled. */
  const far = (fails: boolean): RestorableLanes => {
    const near = lanesOf(cartPole, 2)
    return deriveLanes(near, {
      async step(...args) {
        await Promise.resolve()
        if (fails) throw new Error('the line is down')
        return near.step(...args)
      },
    })
  }
  const step = (lanes: Lanes) => {
    for (const lane of [0, 1]) lanes.reset(lane, randomStream(1, 'reset').seek(0, lane, 0))
    const rewards = new Float64Array(2)
    const stream = randomStream(1, 'environment')
    const flags = () => new Uint8Array(2)
    const over = lanes.step(Uint8Array.of(1, 1), new Float64Array(2), [stream, stream], rewards, flags(), flags())
    return { over, rewards }
  }

  it.each(transforms)('is waited for through $name', async ({ lanes }) => {
    const { over, rewards } = step(lanes(far(false)))
    expect(over).toBeInstanceOf(Promise)
    expect([...rewards]).toEqual([0, 0])
    await over
    expect([...rewards]).toEqual([1, 1])
  })

  it.each(transforms)('rejects through $name', async ({ lanes }) => {
    await expect(step(lanes(far(true))).over).rejects.toThrow('the line is down')
  })
})
