import {
  cartPole,
  deriveLanes,
  isRestorable,
  isRestorableLanes,
  type Lanes,
  lanesOf,
  observationArray,
  type RestorableLanes,
  spaceSize,
} from '@trpo/envs'
import { lanesConformance } from '@trpo/envs/conformance'
import { randomStream } from '@trpo/random'
import { describe, expect, test } from 'vitest'
import { setOptions } from '../src/config/set-option.ts'
import { ACTIONS } from '../src/environments/environment-config.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { fitActionLanes, fitActions } from '../src/environments/fit-actions.ts'
import { guarded, guardedLanes } from '../src/environments/guarded.ts'
import { prepareEnvironment } from '../src/environments/prepare-environment.ts'
import { environments } from '../src/environments/registry.ts'
import { ConfigError } from '../src/errors.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'
import { distinctPresets } from './distinct-presets.ts'

const config = presetConfig(findPreset('paper/cart-pole'), 1)
const offered = environments.flatMap(({ name, physics }) =>
  (physics.length === 0 ? [null] : physics).map((engine) => ({ name, engine })),
)

/** Two steps of two lanes, and what they show. */
function stepped(lanes: Lanes): readonly number[] {
  const size = spaceSize(lanes.spec.actionSpace)
  const stream = randomStream(1, 'environment').seek(0, 0, 0)
  const rewards = new Float64Array(2)
  const observed = observationArray(lanes.spec.observationSpace, 2)
  const shown: number[] = []
  for (const action of [0.3, -0.7]) {
    const actions = new Float64Array(2 * size).fill(lanes.spec.actionSpace.kind === 'box' ? action : 1)
    lanes.step(Uint8Array.of(1, 1), actions, [stream, stream], rewards, new Uint8Array(2), new Uint8Array(2))
    lanes.observe(Uint8Array.of(1, 1), observed)
    shown.push(...rewards, ...observed)
  }
  return shown
}

describe('lanes of a config go back to earlier states', () => {
  test.each(offered)('$name on $engine', async ({ name, engine }) => {
    const base = { ...config, environment: { ...config.environment, name, physics: engine } }
    const environment = await loadEnvironment(
      setOptions(base, ['environment.timeLimit=9', 'environment.actions=scale']),
    )
    const single = environment.create()
    expect(isRestorable(single)).toBe(true)
    single.dispose?.()
    // By its type.
    const lanes: RestorableLanes = environment.createLanes(2)
    expect(isRestorableLanes(lanes)).toBe(true)
    for (const lane of [0, 1]) lanes.reset(lane, randomStream(1, 'reset').seek(0, lane, 0))
    const taken = [0, 1].map((lane) => lanes.snapshot(lane))
    const followed = stepped(lanes)
    for (const lane of [0, 1]) lanes.restore(lane, taken[lane])
    expect(stepped(lanes)).toEqual(followed)
    lanes.dispose()
  })

  test.each(distinctPresets)('$name', async (preset) => {
    const lanes = (await loadEnvironment(presetConfig(preset, 1))).createLanes(2)
    expect(isRestorableLanes(lanes)).toBe(true)
    lanes.dispose()
  })

  test('and say so where they cannot', async () => {
    const create = () => ({ ...cartPole(), snapshot: undefined, restore: undefined })
    const environment = await prepareEnvironment(setOptions(config, ['environment.timeLimit=9']), {
      create,
      createLanes: (count) => lanesOf(create, count),
    })
    expect(isRestorable(environment.create())).toBe(false)
    expect(isRestorableLanes(environment.createLanes(2))).toBe(false)
  })
})

describe('what a config does to lanes', () => {
  const fitted = ACTIONS.map((actions) => ({
    name: `fitActionLanes, ${actions}`,
    lanes: (lanes: Lanes) => fitActionLanes(lanes, actions),
    single: () => fitActions(cartPole(), actions),
  }))
  const all = [
    ...fitted,
    {
      name: 'guardedLanes',
      lanes: (lanes: Lanes) => guardedLanes(lanes, 'cart-pole'),
      single: () => guarded(cartPole(), 'cart-pole'),
    },
  ]

  describe.each(all)('$name', ({ lanes, single }) => {
    for (const { name, run } of lanesConformance((count) => lanes(lanesOf(cartPole, count)), { single, steps: 20 }))
      test(name, run)
  })
})

describe('lanes whose steps are promises', () => {
  /** Cart-poles elsewhere: a step has been made once its promise settles. */
  const far = (fails: boolean) =>
    prepareEnvironment(setOptions(config, ['environment.actions=scale', 'environment.timeLimit=9']), {
      create: cartPole,
      createLanes(count) {
        const near = lanesOf(cartPole, count)
        return deriveLanes(near, {
          async step(...args) {
            await Promise.resolve()
            if (fails) throw new RangeError('the line is down')
            return near.step(...args)
          },
        })
      },
    })
  const step = (lanes: Lanes) => {
    for (const lane of [0, 1]) lanes.reset(lane, randomStream(1, 'reset').seek(0, lane, 0))
    const rewards = new Float64Array(2)
    const stream = randomStream(1, 'environment')
    const actions = Float64Array.of(0.5, -0.5)
    const flags = () => new Uint8Array(2)
    return { rewards, over: lanes.step(Uint8Array.of(1, 1), actions, [stream, stream], rewards, flags(), flags()) }
  }

  test('are waited for', async () => {
    const { rewards, over } = step((await far(false)).createLanes(2))
    expect(over).toBeInstanceOf(Promise)
    expect([...rewards]).toEqual([0, 0])
    await over
    expect([...rewards]).toEqual([1, 1])
  })

  test('and what they reject with names the environment', async () => {
    const failure = await Promise.resolve(step((await far(true)).createLanes(2)).over).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('step() of paper/cart-pole failed: the line is down')
  })

  test('while lanes at hand return nothing', async () => {
    const lanes = (await loadEnvironment(config)).createLanes(2)
    expect(step(lanes).over).toBeUndefined()
  })
})
