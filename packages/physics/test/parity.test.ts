import { compileConstants, createSimulatorNow, type Numerics } from '@trpo/physics'
import { describe, expect, test } from 'vitest'
import {
  type GoldenStep,
  goldenEpisodes,
  goldenSteps,
  goldens,
  relativeError,
  setControl,
  simulatorAt,
  stateOf,
} from './goldens.ts'
import { models } from './models.ts'

const names = Object.keys(goldens)
const withRollouts = names.filter((name) => goldens[name]?.episodes)
const double: readonly Numerics[] = ['f64', 'f64x2']

function modelOf(name: string) {
  const model = models[name]
  if (!model) throw new Error(`no model is named ${name}`)
  return model
}

/** States that a bound leaves out. */
type Exceptions = Readonly<Record<string, (start: GoldenStep) => boolean>>

/**
 * Where MuJoCo at its default tolerance stops its solver early, now and then: pendulums that press on the end of the rail
 * and on the stop of the pole at once (docs/physics.md).
 */
const stopsEarly: Exceptions = {
  inverted_pendulum: ({ qpos: [cart = 0, pole = 0] }) => Math.abs(cart) > 1 && Math.abs(pole) > Math.PI / 2,
}

/** Where single precision takes for parallel what is not: logs within a milliradian, and what rounding adds to it. */
const nearlyParallel: Exceptions = {
  logs: ({ qpos: [, , lower = 0, , , upper = 0] }) => lower !== upper && Math.abs(lower - upper) < 1.1e-3,
}

describe.each(names)('one step of %s', (name) => {
  const steps = goldenSteps(name)

  test.each(double)('is MuJoCo at tolerance 1e-14 to 1e-12 in every state (%s)', (numerics) => {
    const simulator = simulatorAt(modelOf(name), steps, numerics)
    expect(simulator.step(steps.length, 1)).toBe(0)
    const errors = steps.map((step, lane) => relativeError(stateOf(simulator, lane), step.tight))
    expect(Math.max(...errors)).toBeLessThan(1e-12)
  })

  test('is MuJoCo at its default tolerance to 1e-12, and to 1e-5 in the few states where that stops early', () => {
    const simulator = simulatorAt(modelOf(name), steps, 'f64x2')
    simulator.step(steps.length, 1)
    const errors = steps.map((step, lane) => relativeError(stateOf(simulator, lane), step.loose))
    expect(Math.max(...errors)).toBeLessThan(1e-5)
    const far = steps.filter((_, lane) => !((errors[lane] ?? Number.NaN) < 1e-12))
    expect(far.filter((step) => !stopsEarly[name]?.(step))).toEqual([])
    expect(far.length / steps.length).toBeLessThan(0.01)
  })

  test('is MuJoCo to single precision in f32x4', () => {
    const simulator = simulatorAt(modelOf(name), steps, 'f32x4')
    expect(simulator.step(steps.length, 1)).toBe(0)
    const errors = steps.map((step, lane) => relativeError(stateOf(simulator, lane), step.tight))
    const far = steps.filter((_, lane) => !((errors[lane] ?? Number.NaN) < 1e-4))
    expect(far.filter((step) => !nearlyParallel[name]?.(step))).toEqual([])
    expect(far.length / steps.length).toBeLessThan(0.01)
    expect(errors.sort((a, b) => a - b)[steps.length >> 1]).toBeLessThan(1e-6)
  })
})

describe.each(withRollouts)('free rollouts of %s', (name) => {
  test.each(['tight', 'loose'] as const)('follow 50 control steps of Gymnasium (%s solver)', (tolerance) => {
    const frameSkip = goldens[name]?.frameSkip ?? 1
    const simulator = createSimulatorNow(modelOf(name), { capacity: 1 })
    const half = simulator.constants.dofs.length
    // The cheetah is chaotic; MuJoCo's default tolerance shows in the pendulum, which leans on its limits.
    const bound = name === 'half_cheetah' || (name === 'inverted_pendulum' && tolerance === 'loose') ? 1e-6 : 1e-9
    for (const episode of goldenEpisodes(name)) {
      simulator.setState(0, episode.start.slice(0, half), episode.start.slice(half))
      for (const step of episode.steps.slice(0, 50)) {
        setControl(simulator, 0, step.action)
        simulator.step(1, frameSkip)
        expect(relativeError(stateOf(simulator, 0), step[tolerance])).toBeLessThan(bound)
      }
    }
  })
})

describe.each(names)('the states of %s', (name) => {
  const { floorContacts, pairContacts, dofs } = compileConstants(modelOf(name))
  const { bodies } = modelOf(name)
  const { states, seen } = goldens[name] ?? { states: 0, seen: {} }
  const capsules = bodies.flatMap((body) => (body.capsules ?? []).map((capsule) => ({ body, name: capsule.name })))

  test('are 2,000 for each of Gymnasium’s models, and 1,000 for others', () => {
    expect(states).toBe(withRollouts.includes(name) ? 2000 : 1000)
  })

  test('have every capsule that the floor can touch on the floor', () => {
    const touching = [...new Set(floorContacts.map((contact) => contact.name.replace(/ [01]$/, '')))]
    expect(touching).toHaveLength(modelOf(name).floor ? capsules.length : 0)
    for (const capsule of touching) expect(seen[`floor / ${capsule}`], capsule).toBeGreaterThanOrEqual(20)
  })

  test('have every pair of capsules that can touch in contact', () => {
    const pairs = capsules
      .flatMap((one, index) => capsules.slice(index + 1).map((other) => [one, other] as const))
      .filter(([one, other]) => one.body !== other.body)
      .filter(([one, other]) => other.body.parent !== one.body.name && one.body.parent !== other.body.name)
    const touching = modelOf(name).selfContact ? pairs : []
    expect(pairContacts).toHaveLength(touching.length)
    for (const [one, other] of touching) {
      expect(seen[`${one.name} / ${other.name}`], `${one.name} / ${other.name}`).toBeGreaterThanOrEqual(20)
    }
  })

  test('have every joint beyond each of its limits', () => {
    dofs.forEach(({ limit }, index) => {
      if (!limit) return
      for (const end of ['low', 'high']) expect(seen[`limit ${index} ${end}`], end).toBeGreaterThanOrEqual(50)
    })
  })
})

test('the states of logs have parallel capsules, which touch in two points', () => {
  expect(goldens['logs']?.seen['parallel']).toBeGreaterThan(100)
})
