import { antV5Task, humanoidV5Task, pusherV5Task } from '@trpo/envs/mujoco'
import { type Random, randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** The doubles just below and just above x > 0. */
const below = (x: number) => x * (1 - 2 ** -53)
const above = (x: number) => x * (1 + 2 ** -52)

const nothing = new Float64Array(0)
const seen = (quantities: Float64Array) => ({
  sites: nothing,
  constraintForce: nothing,
  floorForces: nothing,
  quantities,
})
const number = fc.double({ min: -40, max: 40, noNaN: true })
const numbers = (length: number) => fc.array(number, { minLength: length, maxLength: length })
const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0)

const ant = { task: antV5Task, earned: 1, positions: 15, velocities: 14, quantities: 81, motors: 8 }
const humanoid = { task: humanoidV5Task, earned: 5, positions: 24, velocities: 23, quantities: 312, motors: 17 }

describe('the edge of termination', () => {
  it.each([
    { ...ant, height: 0.2, ends: false },
    { ...ant, height: below(0.2), ends: true },
    { ...ant, height: 1, ends: false },
    { ...ant, height: above(1), ends: true },
    { ...ant, height: Number.NaN, ends: true },
    { ...humanoid, height: 1, ends: true },
    { ...humanoid, height: above(1), ends: false },
    { ...humanoid, height: 2, ends: true },
    { ...humanoid, height: below(2), ends: false },
  ])('$task.spec.name at a height of $height: $ends', ({ task, height, ends, earned, ...sizes }) => {
    const [qpos, qvel] = [new Float64Array(sizes.positions), new Float64Array(sizes.velocities)]
    const quantities = new Float64Array(sizes.quantities)
    qpos[2] = height
    expect(task.terminated(qpos, qvel, seen(quantities))).toBe(ends)
    const reward = task.reward(qpos, new Float64Array(sizes.motors), qpos, qvel, seen(quantities), quantities)
    expect(reward).toBe(ends ? 0 : earned)
  })

  it('Ant-v5 with a velocity that is not finite: true', () => {
    const [qpos, qvel] = [new Float64Array(15).fill(0.5), new Float64Array(14)]
    expect(antV5Task.terminated(qpos, qvel, seen(nothing))).toBe(false)
    qvel[13] = Number.POSITIVE_INFINITY
    expect(antV5Task.terminated(qpos, qvel, seen(nothing))).toBe(true)
  })
})

describe('torques and forces of contacts', () => {
  it('are clipped to [-1, 1] for the ant, where it is observed and where it pays', () => {
    fc.assert(
      fc.property(numbers(78), (contacts) => {
        const [qpos, qvel] = [new Float64Array(15), new Float64Array(14)]
        const evaluation = seen(Float64Array.of(0, 0, 0, ...contacts))
        const clipped = contacts.map((value) => Math.min(Math.max(value, -1), 1))
        const into = new Float64Array(105)
        antV5Task.observe(qpos, qvel, into, evaluation)
        expect([...into.subarray(27)]).toEqual(clipped)
        const reward = antV5Task.reward(qpos, new Float64Array(8), qpos, qvel, evaluation, new Float64Array(81))
        expect(Math.abs(reward + 5e-4 * squares(clipped))).toBeLessThan(1e-14)
      }),
    )
  })

  it('are not clipped for the humanoid, and cost at most 10', () => {
    fc.assert(
      fc.property(numbers(78), fc.constantFrom(1, 1e2, 1e4), (values, scale) => {
        const contacts = values.map((value) => value * scale)
        const [qpos, qvel] = [new Float64Array(24), new Float64Array(23)]
        const quantities = new Float64Array(312)
        quantities.set(contacts, 234)
        const into = new Float64Array(348)
        humanoidV5Task.observe(qpos, qvel, into, seen(quantities))
        expect([...into.subarray(270)]).toEqual(contacts)
        const motors = new Float64Array(17)
        const reward = humanoidV5Task.reward(qpos, motors, qpos, qvel, seen(quantities), new Float64Array(312))
        expect(Math.abs(reward + Math.min(5e-7 * squares(contacts), 10))).toBeLessThan(1e-13)
      }),
    )
  })
})

describe('the pusher’s object', () => {
  it('starts in its rectangle, more than 0.17 m away from the goal', () => {
    const stream = randomStream(11, 'test')
    const [qpos, qvel] = [new Float64Array(11), new Float64Array(11)]
    for (let episode = 0; episode < 2000; episode++) {
      pusherV5Task.start(stream.seek(episode, 0, 0), qpos, qvel)
      expect(Math.hypot(qpos[7], qpos[8])).toBeGreaterThan(0.17)
      expect(qpos[7]).toBeGreaterThanOrEqual(-0.3)
      expect(qpos[7]).toBeLessThanOrEqual(0)
      expect(Math.abs(qpos[8])).toBeLessThanOrEqual(0.2)
      expect([...qvel.subarray(7)]).toEqual([0, 0, 0, 0])
    }
  })

  it('is drawn anew where it would start too close', () => {
    const uniforms = [0.1, 0.5, 0.5, 0.75, ...new Array<number>(7).fill(0.5)]
    const random: Random = { ...randomStream(1, 'test').seek(0, 0, 0), uniform: () => uniforms.shift() ?? Number.NaN }
    const [qpos, qvel] = [new Float64Array(11), new Float64Array(11)]
    pusherV5Task.start(random, qpos, qvel)
    // The first is 0.03 m away, the second 0.18 m.
    expect([...qpos.subarray(7, 9)]).toEqual([-0.15, 0.1])
    expect([...qvel]).toEqual(new Array(11).fill(0))
  })
})
