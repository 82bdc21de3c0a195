import { loadMujoco, type MujocoRobot, type RobotModel, type RobotTask } from '@trpo/envs/mujoco'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { distance } from './distance.ts'
import { type Golden, gymnasium } from './gymnasium.ts'
import { spatial } from './spatial.ts'

const mujoco = await loadMujoco()

/** Flags, whose arrays cannot be read through the bindings, only one by one. */
const flags = /^(jnt_limited|actuator_ctrllimited)$/

function flat(value: unknown): number[] {
  return typeof value === 'object' && value !== null ? Array.from(value as ArrayLike<number>, Number) : [Number(value)]
}

const robots: readonly {
  name: string
  task: RobotTask<MujocoRobot & Partial<Pick<RobotModel, 'planar'>>>
  golden: Golden
}[] = [...gymnasium, ...spatial]

describe.each(robots)('the model of $name', ({ task, golden }) => {
  const { counts, options, fields, frameSkip, dt } = golden.model
  const model = mujoco.MjModel.from_xml_string(task.model.mjcf)
  afterAll(() => model.delete())

  /** Equal up to the rounding of the numbers that the MJCF is written with. */
  function same(actual: readonly number[], expected: readonly number[]): void {
    expect(actual).toHaveLength(expected.length)
    const scaled = actual.map((value, i) => Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i])))
    expect(Math.max(0, ...scaled)).toBeLessThan(5e-16)
  }

  it.each(Object.entries(counts))('has %s', (key, value) => {
    expect(Reflect.get(model, key)).toBe(value)
  })

  it.each(Object.entries(options))('has the option %s', (key, value) => {
    same(flat(Reflect.get(model.opt, key)), value)
  })

  it.each(Object.entries(fields).filter(([key]) => !flags.test(key)))('has %s', (key, value) => {
    same(flat(Reflect.get(model, key)), value)
  })

  it('has its limits', () => {
    expect(fields['jnt_limited'].map((_, i) => Number(model.jnt(i).limited))).toEqual(fields['jnt_limited'])
    expect(fields['actuator_ctrllimited'].map((_, i) => Number(model.actuator(i).ctrllimited))).toEqual(
      fields['actuator_ctrllimited'],
    )
  })

  it('is held for as many physics steps as a control step has', () => {
    expect(task.model.frameSkip).toBe(frameSkip)
    expect(task.model.timestep * task.model.frameSkip).toBe(dt)
    if (task.model.planar !== undefined) expect(task.model.planar.timestep).toBe(task.model.timestep)
  })

  it('leaves most of its working memory free, in all states of the goldens', () => {
    const data = new mujoco.MjData(model)
    const states = [...golden.singleSteps, ...golden.rollouts.flatMap(({ steps }) => at(steps))]
    for (const { qpos, qvel } of states) {
      data.qpos.set(qpos)
      data.qvel.set(qvel)
      mujoco.mj_step(model, data)
    }
    // Deep in the floor with every limit passed: more contacts and limits at once than a rollout meets.
    data.qpos.set(golden.reset.initQpos.map((value, i) => (i === 1 && counts['nq'] > 4 ? value - 1 : value + 10)))
    mujoco.mj_forward(model, data)
    expect(data.maxuse_arena).toBeGreaterThan(0)
    expect(data.maxuse_arena).toBeLessThan(0.2 * data.narena)
    data.delete()
  })

  it('has its sites where MuJoCo has them', () => {
    const { sites } = task.model
    expect(model.nsite).toBe(sites?.names.length ?? 0)
    if (sites === undefined) return
    const data = new mujoco.MjData(model)
    const angle = fc.double({ min: -4, max: 4, noNaN: true })
    fc.assert(
      fc.property(fc.array(angle, { minLength: counts['nq'], maxLength: counts['nq'] }), (qpos) => {
        data.qpos.set(qpos)
        mujoco.mj_kinematics(model, data)
        const placed = new Float64Array(3 * sites.names.length)
        sites.place(Float64Array.from(qpos), placed)
        const order = sites.names.flatMap((name) => {
          const id = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_SITE.value, name)
          return [0, 1, 2].map((axis) => data.site_xpos[3 * id + axis])
        })
        expect(distance(placed, order)).toBeLessThan(3e-15)
      }),
      { numRuns: 200 },
    )
    data.delete()
  })
})

function at(steps: { qpos: number[][]; qvel: number[][] }): { qpos: number[]; qvel: number[] }[] {
  return steps.qpos.map((qpos, t) => ({ qpos, qvel: steps.qvel[t] }))
}
