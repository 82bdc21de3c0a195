import {
  loadMujoco,
  mujocoEngine,
  mujocoEnvironment,
  mujocoLanes,
  type RobotModel,
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
      const lanes = mujocoLanes(mujoco, swimmerV5Task, 8)
      lanes.reset(0, randomStream(1, 'test').seek(0, 0, 0))
      lanes.dispose()
      lanes.dispose()
      const environment = mujocoEnvironment(mujoco, swimmerV5Task)
      environment.dispose?.()
      environment.dispose?.()
    }
    use()
    const before = size()
    for (let n = 0; n < 200; n++) use()
    expect(size()).toBe(before)
  })

  it('holds a thousand lanes', async () => {
    const lanes = mujocoLanes(await loadMujoco(), swimmerV5Task, 1000)
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

  it('says what MuJoCo says of a model that it does not accept', async () => {
    const mujoco = await loadMujoco()
    const broken: RobotModel = { ...model, name: 'broken', mjcf: '<mujoco><bogus/></mujoco>' }
    expect(() => mujocoEngine(mujoco, broken, 1)).toThrow(/does not accept the model of broken: .*bogus/s)
  })
})
