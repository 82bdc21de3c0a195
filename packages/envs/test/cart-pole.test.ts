import { CART_POLE, type CartPoleState, cartPole, cartPoleDynamics } from '@trpo/envs'
import { environmentConformance } from '@trpo/envs/conformance'
import { type Random, randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/**
 * The accelerations from Lagrange's equations of a cart and a uniform pole, as a linear system in (x'', angle''):
 *     (M + m) x''      + m l cos(angle) angle''  = F + m l sin(angle) angle'^2
 *     m l cos(angle) x'' + 4/3 m l^2 angle''     = m g l sin(angle)
 */
function lagrange([, , angle, rate]: CartPoleState, force: number): [number, number] {
  const [M, m, l, g] = [1.0, 0.1, 0.5, 9.8]
  const a = M + m
  const b = m * l * Math.cos(angle)
  const d = (4 / 3) * m * l * l
  const p = force + m * l * Math.sin(angle) * rate * rate
  const q = m * g * l * Math.sin(angle)
  const determinant = a * d - b * b
  return [(d * p - b * q) / determinant, (a * q - b * p) / determinant]
}

/** Draws that put the start at the given four numbers, as nearly as doubles allow. */
function startingAt(state: CartPoleState): Random {
  let next = 0
  return {
    ...randomStream(1, 'test').seek(0, 0, 0),
    uniform: () => (state[next++] / CART_POLE.resetNoise + 1) / 2,
  }
}

const random = randomStream(2, 'test').seek(0, 0, 0)

/** Balances: a linear feedback. */
function balance([position, velocity, angle, rate]: ArrayLike<number> & Iterable<number>): number {
  return position + 2 * velocity + 40 * angle + 6 * rate
}

describe('paper/cart-pole', () => {
  const act = (observation: Float64Array, noise: Random, into: Float64Array) => {
    into[0] = balance(observation) + noise.normal()
  }
  for (const check of environmentConformance(cartPole, { act, refusesWrongLengths: true })) it(check.name, check.run)
  describe('under random forces', () => {
    const checks = environmentConformance(cartPole, { reachesTimeLimit: false, refusesWrongLengths: true })
    for (const check of checks) it(check.name, check.run)
  })

  it('moves by Euler steps of the accelerations that Lagrange gives', () => {
    const number = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true })
    const state = fc.tuple(number(2.4), number(5), number(1.5), number(5))
    fc.assert(
      fc.property(state, number(10), (before, force) => {
        const [acceleration, angularAcceleration] = lagrange(before, force)
        const after = cartPoleDynamics(before, force)
        expect(after[0]).toBe(before[0] + 0.02 * before[1])
        expect(after[2]).toBe(before[2] + 0.02 * before[3])
        expect(Math.abs(after[1] - (before[1] + 0.02 * acceleration))).toBeLessThan(1e-13)
        expect(Math.abs(after[3] - (before[3] + 0.02 * angularAcceleration))).toBeLessThan(1e-13)
      }),
      { numRuns: 1000 },
    )
  })

  it('falls to the other side when all signs are turned', () => {
    const before: CartPoleState = [0.1, -0.2, 0.05, 0.4]
    const turned: CartPoleState = [-0.1, 0.2, -0.05, -0.4]
    expect(cartPoleDynamics(turned, -3)).toEqual(cartPoleDynamics(before, 3).map((value) => -value))
  })

  it('starts uniformly within 0.05 of 0', () => {
    const environment = cartPole()
    const observation = new Float64Array(4)
    const stream = randomStream(4, 'test')
    const n = 4000
    const [sum, squares] = [new Float64Array(4), new Float64Array(4)]
    for (let episode = 0; episode < n; episode++) {
      environment.reset(stream.seek(episode, 0, 0))
      environment.observe(observation)
      for (let i = 0; i < 4; i++) {
        expect(Math.abs(observation[i])).toBeLessThanOrEqual(0.05)
        sum[i] += observation[i]
        squares[i] += observation[i] * observation[i]
      }
    }
    const variance = 0.05 ** 2 / 3
    for (let i = 0; i < 4; i++) {
      // Five standard errors; a uniform number's square has variance 4/45 of the limit's fourth power.
      expect(Math.abs(sum[i] / n)).toBeLessThan(5 * Math.sqrt(variance / n))
      expect(Math.abs(squares[i] / n - variance)).toBeLessThan(5 * Math.sqrt(((4 / 45) * 0.05 ** 4) / n))
    }
  })

  it('clips the force at 10 N', () => {
    const [far, limit] = [cartPole(), cartPole()]
    const [seen, expected] = [new Float64Array(4), new Float64Array(4)]
    for (const sign of [-1, 1]) {
      for (const [environment, force] of [
        [far, 250],
        [limit, 10],
      ] as const) {
        environment.reset(startingAt([0, 0, 0, 0]))
        environment.step(Float64Array.of(sign * force), random)
      }
      far.observe(seen)
      limit.observe(expected)
      expect(seen).toEqual(expected)
      expect(seen[1]).not.toBe(0)
    }
  })

  it('gives 1 a step, the failing one included, and fails by angle beyond 12 degrees', () => {
    const environment = cartPole()
    const observation = new Float64Array(4)
    environment.reset(startingAt([0, 0, 0.04, 0]))
    for (;;) {
      const { reward, terminated, truncated } = environment.step(Float64Array.of(0), random)
      expect(reward).toBe(1)
      expect(truncated).toBe(false)
      environment.observe(observation)
      expect(terminated).toBe(Math.abs(observation[2]) > (12 / 180) * Math.PI)
      if (terminated) break
    }
    expect(Math.abs(observation[0])).toBeLessThan(2.4)
  })

  it('fails by position beyond 2.4 m', () => {
    const environment = cartPole()
    const observation = new Float64Array(4)
    environment.reset(startingAt([0, 0, 0, 0]))
    for (;;) {
      environment.observe(observation)
      // Follows a target that runs away at 1 m/s; the feedback keeps the pole up.
      const [position, velocity, angle, rate] = observation
      const force = balance([position - 2.6, velocity, angle, rate].map((value, i) => (i < 2 ? 0.5 * value : value)))
      const { terminated } = environment.step(Float64Array.of(force), random)
      environment.observe(observation)
      expect(terminated).toBe(Math.abs(observation[0]) > 2.4 || Math.abs(observation[2]) > (12 / 180) * Math.PI)
      if (terminated) break
    }
    expect(Math.abs(observation[0])).toBeGreaterThan(2.4)
  })

  it('can be balanced for 1,000 steps, where it is truncated', () => {
    const environment = cartPole()
    expect(environment.spec.timeLimit).toBe(1000)
    const observation = new Float64Array(4)
    environment.reset(random)
    for (let step = 1; ; step++) {
      environment.observe(observation)
      const { terminated, truncated } = environment.step(Float64Array.of(balance(observation)), random)
      expect(terminated).toBe(false)
      if (truncated) {
        expect(step).toBe(1000)
        break
      }
    }
  })
})
