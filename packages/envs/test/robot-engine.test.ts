import type { Lanes } from '@trpo/envs'
import * as onMujoco from '@trpo/envs/mujoco'
import * as onPlanar from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'

const { swimmerV5Task } = onMujoco
const { model } = swimmerV5Task
const mujoco = await onMujoco.loadMujoco()

type Engine = onMujoco.RobotEngine<Float64Array>
type Task = onMujoco.RobotTask

/** What every engine must do. */
const engines: {
  physics: string
  create: (count: number) => Engine
  lanes: (task: Task, count: number) => Lanes
}[] = [
  {
    physics: 'MuJoCo',
    create: (count) => onMujoco.mujocoEngine(mujoco, model, count),
    lanes: (task, count) => onMujoco.mujocoLanes(mujoco, task, count),
  },
  {
    physics: 'planar physics',
    create: (count) => onPlanar.planarEngine(model, count),
    lanes: onPlanar.planarLanes,
  },
]

describe.each(engines)('an engine on $physics', ({ create, lanes }) => {
  it('lets lanes show what the task reports of the steps that they took, in the order of its spec', () => {
    const some = lanes(swimmerV5Task, 2)
    const names = Object.keys(some.spec.info ?? {})
    const at = (lane: number, name: string) => some.info?.[lane * names.length + names.indexOf(name)]
    const random = randomStream(1, 'test').seek(0, 0, 0)
    for (const lane of [0, 1]) some.reset(lane, random)
    const [rewards, ends] = [new Float64Array(2), new Uint8Array(2)]
    some.step(Uint8Array.of(0, 1), Float64Array.of(1, 1, 1, -0.5), [random, random], rewards, ends, ends.slice())
    expect(at(1, 'reward_ctrl')).toBe(-1.25e-4)
    expect(at(1, 'reward_forward')).toBe(at(1, 'x_velocity'))
    expect((at(1, 'reward_forward') ?? 0) + (at(1, 'reward_ctrl') ?? 0)).toBe(rewards[1])
    expect(some.info?.subarray(0, names.length)).toEqual(new Float64Array(names.length))
    some.dispose()
  })

  it('shows nothing for a task that has no function that reports, which the sampler then refuses', () => {
    const { report: _, ...silent } = swimmerV5Task
    const some = lanes(silent, 1)
    expect(some).not.toHaveProperty('info')
    some.dispose()
  })
  it('restores a snapshot to the same bits, against a joint limit and with a warm start', () => {
    const engine = create(2)
    engine.qpos[0].set([0, 0, 0, 1.7, -1.7])
    engine.qvel[0].set([0, 0, 0, 1, -1])
    engine.start(0)
    engine.start(1)
    const first = Uint8Array.of(1, 0)
    const run = (active: Uint8Array, lane: number) => {
      const states: number[][] = []
      for (let t = 0; t < 30; t++) {
        engine.step(active, Float64Array.of(1, -1, 1, -1))
        states.push([...engine.qpos[lane], ...engine.qvel[lane]])
      }
      return states
    }
    run(first, 0)
    const snapshot = engine.snapshot(0)
    const kept = snapshot.slice()
    const at = [...engine.qpos[0], ...engine.qvel[0]]
    const expected = run(first, 0)
    engine.restore(0, snapshot)
    expect([...engine.qpos[0], ...engine.qvel[0]]).toEqual(at)
    expect(run(first, 0)).toEqual(expected)
    engine.restore(1, snapshot)
    expect(run(Uint8Array.of(0, 1), 1)).toEqual(expected)
    expect(snapshot).toEqual(kept)
    expect(() => engine.restore(0, snapshot.slice(1))).toThrow(RangeError)
    expect(() => engine.restore(0, snapshot.slice(1))).toThrow(/snapshot has length \d+, swimmer expects \d+/)
    engine.dispose()
  })

  it('forgets everything at a start', () => {
    const engine = create(1)
    const run = () => {
      engine.qpos[0].set([0, 0, 0, 1.74, -1.74])
      engine.qvel[0].set([0, 0, 0, 2, -2])
      engine.start(0)
      for (let t = 0; t < 5; t++) engine.step(Uint8Array.of(1), Float64Array.of(1, -1))
      return [...engine.qpos[0], ...engine.qvel[0]]
    }
    const expected = run()
    for (let t = 0; t < 40; t++) engine.step(Uint8Array.of(1), Float64Array.of(-1, 1))
    expect(run()).toEqual(expected)
    engine.dispose()
  })

  it('leaves lanes alone that are not active, and what was written into them before their start', () => {
    const engine = create(3)
    for (let lane = 0; lane < 3; lane++) engine.start(lane)
    engine.qpos[1].fill(0.25)
    engine.step(Uint8Array.of(1, 0, 1), Float64Array.of(1, -1, 1, -1, 1, -1))
    expect([...engine.qpos[1], ...engine.qvel[1]]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25, 0, 0, 0, 0, 0])
    expect(engine.qpos[0]).toEqual(engine.qpos[2])
    expect(engine.qpos[0].every((value) => value !== 0)).toBe(true)
    engine.dispose()
  })

  it('refuses use after dispose', () => {
    const engine = create(1)
    engine.dispose()
    engine.dispose()
    const calls = [
      () => engine.start(0),
      () => engine.step(Uint8Array.of(1), new Float64Array(2)),
      () => engine.snapshot(0),
      () => engine.restore(0, new Float64Array(15)),
    ]
    for (const call of calls) expect(call).toThrow('swimmer is used after dispose()')
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses %s lanes', (count) => {
    expect(() => create(count)).toThrow(`lane count is ${count}, expects an integer of at least 1`)
  })

  it('refuses a task whose actions do not fit the robot', () => {
    const spec = { ...swimmerV5Task.spec, actionSpace: { kind: 'box', low: [-1], high: [1] } } as const
    expect(() => lanes({ ...swimmerV5Task, spec }, 1)).toThrow('actions of length 1, its robot 2 controls')
  })

  it('moves a robot by huge actions as by the range of its motors, and its task charges for them as they are', () => {
    const environment = lanes(swimmerV5Task, 2)
    const random = randomStream(1, 'test')
    const [rewards, terminated, truncated] = [new Float64Array(2), new Uint8Array(2), new Uint8Array(2)]
    const seen = new Float64Array(16)
    for (const huge of [1e11, -1e100]) {
      for (let lane = 0; lane < 2; lane++) environment.reset(lane, random.seek(0, 0, 0))
      const actions = Float64Array.of(Math.sign(huge), 0.5, huge, 0.5)
      const given = actions.slice()
      const both = Uint8Array.of(1, 1)
      environment.step(both, actions, [random, random], rewards, terminated, truncated)
      environment.observe(both, seen)
      expect(actions).toEqual(given)
      expect([...seen.subarray(8)]).toEqual([...seen.subarray(0, 8)])
      expect(rewards[1] / (-1e-4 * huge * huge)).toBeCloseTo(1, 10)
    }
    environment.dispose()
  })

  describe('an unstable state', () => {
    const still = Float64Array.of(0, 0, 0, 0)
    const both = Uint8Array.of(1, 1)

    /**
     * Speeds at which the fluid's quadratic drag overshoots. At 26.6 the state exceeds 1e10 in the last of the four
     * physics steps; at the others in the third, the second or the first (where MuJoCo resets it and goes on).
     */
    it.each([26.6, 28, 60, 1e5, 1e9])(
      'of speed %s is an error in its first control step, until the lane is started anew',
      (speed) => {
        const engine = create(2)
        engine.qvel[1].set([speed, -speed, speed, -speed, speed])
        engine.start(0)
        engine.start(1)
        const unstable = 'lane 1: the physics of swimmer became unstable'
        expect(() => engine.step(both, still)).toThrow(unstable)
        expect(() => engine.step(both, still)).toThrow(unstable)
        // Nobody else is disturbed.
        expect(() => engine.step(Uint8Array.of(1, 0), still)).not.toThrow()
        engine.qpos[1].fill(0)
        engine.qvel[1].fill(0)
        engine.start(1)
        expect(() => engine.step(both, still)).not.toThrow()
        engine.dispose()
      },
    )

    it('is over when a snapshot from before is restored', () => {
      const engine = create(2)
      engine.start(0)
      engine.start(1)
      const snapshot = engine.snapshot(1)
      engine.qvel[1].fill(1e9)
      engine.start(1)
      expect(() => engine.step(both, still)).toThrow('lane 1')
      engine.restore(1, snapshot)
      expect(() => engine.step(both, still)).not.toThrow()
      expect([...engine.qpos[1], ...engine.qvel[1]]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
      engine.dispose()
    })

    it.each([Number.NaN, 1e11])('that holds a %s is an error too', (value) => {
      const engine = create(1)
      engine.qpos[0].set([value, 0, 0, 0, 0])
      engine.start(0)
      expect(() => engine.step(Uint8Array.of(1), still.subarray(2))).toThrow('lane 0: the physics of swimmer became')
      engine.dispose()
    })

    it.each([Number.NaN, Number.POSITIVE_INFINITY, -1e11])('an action of %s is an error', (value) => {
      const engine = create(2)
      engine.start(0)
      engine.start(1)
      expect(() => engine.step(both, Float64Array.of(0, 0, 0, value))).toThrow(
        `lane 1: control 1 of swimmer is ${value}, expects a finite number up to 1e10`,
      )
      // A lane that does not take part may hold anything.
      expect(() => engine.step(Uint8Array.of(1, 0), Float64Array.of(0, 0, 0, value))).not.toThrow()
      engine.dispose()
    })
  })
})
