import type { Environment, Transition } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import {
  ConfigError,
  findPreset,
  modernMlp,
  prepareEnvironment,
  presetConfig,
  presets,
  withModule,
} from '@trpo/recipes'
import { checkEnvironment, tryModule } from '@trpo/recipes/node'
import { describe, expect, test } from 'vitest'

const config = withModule(presetConfig(modernMlp, 1), './own.ts')

/** A point that is pushed about for 10 steps; `step` may be another. */
function point(step?: (x: number, action: Float64Array, steps: number) => unknown): Environment {
  let x = 0
  let steps = 0
  return {
    spec: {
      name: 'point',
      observationSpace: { kind: 'box', low: [-Infinity], high: [Infinity] },
      actionSpace: { kind: 'box', low: [-3], high: [5] },
      timeLimit: 10,
    },
    reset(random) {
      x = random.normal()
      steps = 0
    },
    step(action, random) {
      x += action[0] + random.normal()
      steps++
      const plain = { reward: -x * x, terminated: false, truncated: steps >= 10 }
      return (step?.(x, action, steps) ?? plain) as Transition
    },
    observe: (into) => into.fill(x),
  }
}

const prepared = (create: () => Environment) =>
  prepareEnvironment(config, { create, createLanes: () => expect.unreachable() })

async function faultOf(create: () => Environment): Promise<string> {
  const environment = await prepared(create)
  try {
    tryModule(environment, './own.ts', 1)
    return 'none'
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return error instanceof Error ? error.message : ''
  }
}

let shared = 0

describe('the trial before a run', () => {
  test('lets through what behaves', async () => {
    expect(await faultOf(point)).toBe('none')
  })

  test.each<[string, () => Environment, string]>([
    ['Math.random', () => point(() => ({ reward: Math.random(), terminated: false })), 'Math.random() was called'],
    ['the time', () => point(() => ({ reward: Date.now() % 7, terminated: false })), 'Date.now() was called'],
    [
      'Math.random late in an episode',
      () => point((x, _, steps) => ({ reward: steps > 8 ? Math.random() : x, terminated: false })),
      'Math.random() was called',
    ],
    [
      'state that environments share',
      () => point(() => ({ reward: shared++, terminated: false })),
      'keep no state outside of the environment',
    ],
    [
      'a number for truncated, late in an episode',
      () => point((x, _, steps) => ({ reward: x, terminated: false, truncated: steps >= 9 ? 1 : false })),
      'whose truncated is 1',
    ],
    [
      'a number for terminated, late in an episode',
      () => point((x, _, steps) => ({ reward: x, terminated: steps >= 9 ? 1 : false })),
      'whose terminated is 1',
    ],
    [
      'a reward that is not finite, late in an episode',
      () => point((_, __, steps) => ({ reward: 1 / (9 - steps), terminated: false })),
      'reward is Infinity',
    ],
  ])('refuses %s', async (_what, create, message) => {
    const fault = await faultOf(create)
    expect(fault).toContain(message)
    expect(fault).toContain('./own.ts')
  })

  test('lets an environment keep its actions: each step has an array of its own', async () => {
    let last: Float64Array | undefined
    const jerky = () =>
      point((_, action) => {
        const jerk = last === undefined ? 0 : action[0] - last[0]
        last = action
        return { reward: -jerk * jerk, terminated: false }
      })
    const { create } = await prepared(jerky)
    last = undefined
    const environment = create()
    const random = randomStream(1, 'test')
    environment.reset(random)
    const action = new Float64Array(1)
    const rewards = [0.5, -0.5, 1].map((value) => {
      action[0] = value
      return environment.step(action, random).reward
    })
    // From -1 to 1 onto -3 to 5: 3, -1, 5.
    expect(rewards).toEqual([-0, -16, -36])
  })
})

test("an environment of one's own has its actions scaled, whatever a preset does for the bounds of its own", () => {
  for (const { name } of presets) {
    const own = withModule(presetConfig(findPreset(name), 1), './own.ts')
    expect(own.environment.actions).toBe('scale')
    const kept = { ...own, environment: { ...own.environment, actions: 'keep' as const } }
    expect(withModule(kept, './other.ts').environment).toMatchObject({ name: './other.ts', actions: 'keep' })
  }
})

test('a single environment is held to the time limit that it states, as lanes are', async () => {
  const { create } = await prepared(() => point((x) => ({ reward: x, terminated: false })))
  const environment = create()
  const random = randomStream(1, 'test')
  environment.reset(random)
  const ends = Array.from({ length: 10 }, () => environment.step(new Float64Array(1), random).truncated)
  expect(ends).toEqual([...Array(9).fill(false), true])
})

describe('checkEnvironment', () => {
  test('tries every rule on an environment of the registry, that of the time limit as far as random actions come', async () => {
    const { spec, rules, reachedTimeLimit } = await checkEnvironment('paper/cart-pole', { seed: 3 })
    expect(spec.timeLimit).toBe(1000)
    expect(reachedTimeLimit).toBe(false)
    expect(rules.length).toBeGreaterThan(12)
    expect(rules.filter(({ fault }) => fault !== undefined)).toEqual([])
  })

  test('says what there is where there is no such environment', async () => {
    await expect(checkEnvironment('paper/cart-pol')).rejects.toThrow(
      /no environment file .*did you mean paper\/cart-pole\?/,
    )
  })
})
