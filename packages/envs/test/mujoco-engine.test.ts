import {
  loadMujoco,
  mujocoEngine,
  mujocoLanes,
  type RobotModel,
  swimmerV5,
  swimmerV5Lanes,
  swimmerV5Task,
} from '@trpo/envs/mujoco'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'

const { model } = swimmerV5Task

/** An engine of `count` lanes on a MuJoCo of its own, so that what it does to the memory can be seen. */
async function ownEngine(count: number) {
  const mujoco = await loadMujoco()
  return { mujoco, engine: mujocoEngine(mujoco, model, count) }
}

describe('mujocoEngine', () => {
  it('restores a snapshot to the same bits, against a joint limit and with a warm start', async () => {
    const { engine } = await ownEngine(2)
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
    const expected = run(first, 0)
    engine.restore(0, snapshot)
    expect(run(first, 0)).toEqual(expected)
    engine.restore(1, snapshot)
    expect(run(Uint8Array.of(0, 1), 1)).toEqual(expected)
    expect(snapshot).toEqual(kept)
    expect(() => engine.restore(0, snapshot.slice(1))).toThrow('snapshot has length')
    engine.dispose()
  })

  it('forgets everything at a start', async () => {
    const { engine } = await ownEngine(1)
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

  it('goes on in the same bits when MuJoCo’s memory grows and moves', async () => {
    const { mujoco, engine } = await ownEngine(1)
    const { engine: quiet } = await ownEngine(1)
    const probe = new mujoco.MjData(mujoco.MjModel.from_xml_string(model.mjcf))
    const before: Float64Array = probe.qpos
    for (const each of [engine, quiet]) {
      each.qpos[0].set([0, 0, 0.1, 0.2, 0.3])
      each.start(0)
    }
    const hogs = []
    for (let t = 0; t < 10; t++) {
      // MuJoCo's own default working memory of 14 MB a state makes it grow.
      const hog = mujoco.MjModel.from_xml_string(model.mjcf.replace('memory="64K"', 'memory="30M"'))
      hogs.push(new mujoco.MjData(hog))
      for (const each of [engine, quiet]) each.step(Uint8Array.of(1), Float64Array.of(0.5, -0.25))
    }
    expect(before.length).toBe(0)
    expect(engine.qpos[0]).toEqual(quiet.qpos[0])
    expect(engine.qvel[0]).toEqual(quiet.qvel[0])
    expect(engine.qpos[0].some((value) => value !== 0)).toBe(true)
  })

  it('gives back all it takes: 200 engines do not make the memory grow', async () => {
    const mujoco = await loadMujoco()
    const size = () => {
      const compiled = mujoco.MjModel.from_xml_string(model.mjcf)
      const data = new mujoco.MjData(compiled)
      const bytes = data.qpos.buffer.byteLength
      data.delete()
      compiled.delete()
      return bytes
    }
    const use = () => {
      const lanes = swimmerV5Lanes(mujoco, 8)
      lanes.reset(0, randomStream(1, 'test').seek(0, 0, 0))
      lanes.dispose()
      lanes.dispose()
      const environment = swimmerV5(mujoco)
      environment.dispose?.()
      environment.dispose?.()
    }
    use()
    const before = size()
    for (let n = 0; n < 200; n++) use()
    expect(size()).toBe(before)
  })

  it('holds a thousand lanes', async () => {
    const lanes = swimmerV5Lanes(await loadMujoco(), 1000)
    expect(lanes.count).toBe(1000)
    lanes.dispose()
  })

  it('says how many lanes fit where not all do, and frees them', async () => {
    // Its complaint on the console is expected.
    const mujoco = await loadMujoco({ printErr: () => {} })
    const large: RobotModel = { ...model, mjcf: model.mjcf.replace('memory="64K"', 'memory="700M"') }
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => mujocoEngine(mujoco, large, 5)).toThrow(
        /MuJoCo has memory for [12] lanes of swimmer, 5 were asked for/,
      )
    }
  })

  it('refuses use after dispose', async () => {
    const { engine } = await ownEngine(1)
    engine.dispose()
    const calls = [
      () => engine.start(0),
      () => engine.step(Uint8Array.of(1), new Float64Array(2)),
      () => engine.snapshot(0),
      () => engine.restore(0, new Float64Array(47)),
    ]
    for (const call of calls) expect(call).toThrow('swimmer is used after dispose()')
  })

  it('says what MuJoCo says of a model that it does not accept', async () => {
    const mujoco = await loadMujoco()
    const broken: RobotModel = { ...model, name: 'broken', mjcf: '<mujoco><bogus/></mujoco>' }
    expect(() => mujocoEngine(mujoco, broken, 1)).toThrow(/does not accept the model of broken: .*bogus/s)
  })

  it('refuses a task whose actions do not fit the robot', async () => {
    const mujoco = await loadMujoco()
    const spec = { ...swimmerV5Task.spec, actionSpace: { kind: 'box', low: [-1], high: [1] } } as const
    expect(() => mujocoLanes(mujoco, { ...swimmerV5Task, spec }, 1)).toThrow(
      'actions of length 1, its robot 2 controls',
    )
  })
})

describe('an unstable state', () => {
  const still = Float64Array.of(0, 0, 0, 0)

  /**
   * Speeds at which the fluid's quadratic drag overshoots. At 26.6 the state exceeds 1e10 in the last of the four
   * physics steps; at the others MuJoCo has reset it by then, in the third step, the second or the first.
   */
  it.each([26.6, 28, 60, 1e5, 1e9])(
    'of speed %s is an error in its first control step, not a silent reset',
    async (speed) => {
      const { engine } = await ownEngine(2)
      engine.qvel[1].set([speed, -speed, speed, -speed, speed])
      engine.start(0)
      engine.start(1)
      expect(() => engine.step(Uint8Array.of(1, 1), still)).toThrow('lane 1: the physics of swimmer became unstable')
      engine.qpos[1].fill(0)
      engine.qvel[1].fill(0)
      engine.start(1)
      expect(() => engine.step(Uint8Array.of(1, 1), still)).not.toThrow()
      engine.dispose()
    },
  )

  it.each([Number.NaN, 1e11])('that holds a %s is an error too', async (value) => {
    const { engine } = await ownEngine(1)
    engine.qpos[0].set([value, 0, 0, 0, 0])
    engine.start(0)
    expect(() => engine.step(Uint8Array.of(1), still.subarray(2))).toThrow('became unstable')
    engine.dispose()
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1e11])(
    'an action of %s is an error: MuJoCo would use 0',
    async (value) => {
      const { engine } = await ownEngine(1)
      engine.start(0)
      expect(() => engine.step(Uint8Array.of(1), Float64Array.of(0, value))).toThrow(
        `lane 0: control 1 of swimmer is ${value}`,
      )
      engine.dispose()
    },
  )
})
