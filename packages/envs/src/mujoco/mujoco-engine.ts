import type { MjModel } from '@mujoco/mujoco'
import { messageOf } from '@trpo/math/messages'
import { assertLaneCount } from '../assert-lanes.ts'
import type { RobotEngine } from '../robots/engine.ts'
import { evaluationsOf } from '../robots/evaluations.ts'
import { assertControl, MAX_VALUE, unstableError } from '../robots/faults.ts'
import type { MujocoRobot } from '../robots/task.ts'
import { type FootForces, footForces } from './foot-forces.ts'
import type { Mujoco } from './load.ts'
import { type MujocoLane, mujocoLane } from './mujoco-lane.ts'
import { type QuantityReader, quantityReader } from './quantities.ts'

/**
 * The time at which every lane starts, in s. When MuJoCo finds a state unstable, it resets the simulation by itself, continues,
 * and sets the time to 0. A time below this one betrays that, in whichever physics step it happened. None of the models depends
 * on time.
 */
const START_TIME = 1

/**
 * Robots on MuJoCo, with one compiled model and one simulation state for each lane.
 *
 * A lane starts as `mj_resetData`, then qpos and qvel as given: no warm start, nothing remembered. A control step is `ctrl =
 * action` and `frameSkip` times `mj_step`. A snapshot is MuJoCo's own integration state (mjSTATE_INTEGRATION: time, qpos, qvel,
 * warm start, controls and all else that influences the next step), so that continuing from it gives the same bits. For a robot
 * with sites, feet or quantities the last evaluation follows it.
 *
 * Where MuJoCo would continue silently, `step` throws: on controls that are not finite numbers (it would use 0), and when a
 * state stops being finite or exceeds 1e10 (it would put the robot back to its initial pose within the episode). Throws a
 * RangeError on a count below 1, an Error when the model does not compile or lacks one of the robot's sites, feet or bodies, or
 * MuJoCo's memory is full.
 */
export function mujocoEngine(mujoco: Mujoco, robot: MujocoRobot, count: number): RobotEngine<Float64Array> {
  assertLaneCount(count)
  const model = compile(mujoco, robot)
  const { sites, feet, quantities } = partsOf(mujoco, model, robot)
  const lanes: MujocoLane[] = []
  try {
    for (let lane = 0; lane < count; lane++) lanes.push(mujocoLane(mujoco, model))
  } catch (cause) {
    const made = lanes.length
    for (const lane of lanes) lane.dispose()
    feet.dispose()
    model.delete()
    throw new Error(`MuJoCo has memory for ${made} lanes of ${robot.name}, ${count} were asked for`, { cause })
  }

  const { mj_step, mj_resetData, mj_getState, mj_setState } = mujoco
  const { nq, nv, nu } = model
  const signature = mujoco.mjtState.mjSTATE_INTEGRATION.value
  const stateSize = mujoco.mj_stateSize(model, signature)
  const stateBuffer = new mujoco.DoubleBuffer(stateSize)
  const qpos = lanes.map(() => new Float64Array(nq))
  const qvel = lanes.map(() => new Float64Array(nv))
  const evaluation = evaluationsOf(robot, count, nv, quantities.size)
  const siteCount = 3 * sites.length
  const forceCount = robot.sites ? nv : 0
  const quantitiesAt = stateSize + siteCount + forceCount + (robot.feet?.length ?? 0)
  const snapshotSize = quantitiesAt + quantities.size
  let disposed = false

  function assertAlive(): void {
    if (disposed) throw new Error(`${robot.name} is used after dispose()`)
  }

  function read(lane: number): void {
    const views = lanes[lane].views()
    for (let i = 0; i < nq; i++) qpos[lane][i] = views.qpos[i]
    for (let i = 0; i < nv; i++) qvel[lane][i] = views.qvel[i]
  }

  function readEvaluation(lane: number): void {
    const { data, views } = lanes[lane]
    const { sites: positions, constraintForce, floorForces } = evaluation[lane]
    feet.read(data, floorForces)
    quantities.read(data, evaluation[lane].quantities)
    if (robot.sites === undefined) return
    const { siteXpos, qfrcConstraint } = views()
    for (let i = 0; i < siteCount; i++) positions[i] = siteXpos[3 * sites[Math.floor(i / 3)] + (i % 3)]
    for (let i = 0; i < nv; i++) constraintForce[i] = qfrcConstraint[i]
  }

  return {
    count,
    controls: nu,
    qpos,
    qvel,
    evaluation,
    start(lane) {
      assertAlive()
      const { data, views } = lanes[lane]
      mj_resetData(model, data)
      data.time = START_TIME
      views().qpos.set(qpos[lane])
      views().qvel.set(qvel[lane])
      robot.sites?.place(qpos[lane], evaluation[lane].sites)
      evaluation[lane].constraintForce.fill(0)
      evaluation[lane].floorForces.fill(0)
      quantities.readStart(data, evaluation[lane].quantities)
    },
    step(active, controls) {
      assertAlive()
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        const { data, views } = lanes[lane]
        const { ctrl } = views()
        for (let i = 0; i < nu; i++) {
          const control = controls[lane * nu + i]
          assertControl(robot, lane, i, control)
          ctrl[i] = control
        }
        for (let k = 0; k < robot.frameSkip; k++) mj_step(model, data)
        read(lane)
        readEvaluation(lane)
        if (data.time < START_TIME || !(isBounded(qpos[lane]) && isBounded(qvel[lane]))) {
          throw unstableError(robot, lane)
        }
      }
    },
    snapshot(lane) {
      assertAlive()
      mj_getState(model, lanes[lane].data, stateBuffer, signature)
      const values = new Float64Array(snapshotSize)
      values.set(stateBuffer.GetView())
      values.set(evaluation[lane].sites, stateSize)
      values.set(evaluation[lane].constraintForce, stateSize + siteCount)
      values.set(evaluation[lane].floorForces, stateSize + siteCount + forceCount)
      values.set(evaluation[lane].quantities, quantitiesAt)
      return values
    },
    restore(lane, snapshot) {
      assertAlive()
      if (snapshot.length !== snapshotSize) {
        throw new RangeError(`snapshot has length ${snapshot.length}, ${robot.name} expects ${snapshotSize}`)
      }
      mj_setState(model, lanes[lane].data, Array.from(snapshot.subarray(0, stateSize)), signature)
      read(lane)
      evaluation[lane].sites.set(snapshot.subarray(stateSize, stateSize + siteCount))
      const forcesAt = stateSize + siteCount
      evaluation[lane].constraintForce.set(snapshot.subarray(forcesAt, forcesAt + forceCount))
      evaluation[lane].floorForces.set(snapshot.subarray(forcesAt + forceCount, quantitiesAt))
      evaluation[lane].quantities.set(snapshot.subarray(quantitiesAt))
    },
    dispose() {
      if (disposed) return
      disposed = true
      stateBuffer.delete()
      feet.dispose()
      for (const lane of lanes) lane.dispose()
      model.delete()
    },
  }
}

function compile(mujoco: Mujoco, robot: MujocoRobot): MjModel {
  try {
    return mujoco.MjModel.from_xml_string(robot.mjcf)
  } catch (cause) {
    const message = messageOf(cause)
    throw new Error(`MuJoCo does not accept the model of ${robot.name}: ${message}`, { cause })
  }
}

/** What tasks look at in the model, which is released when it lacks one of these. */
function partsOf(
  mujoco: Mujoco,
  model: MjModel,
  robot: MujocoRobot,
): { sites: readonly number[]; feet: FootForces; quantities: QuantityReader } {
  try {
    const quantities = quantityReader(mujoco, model, robot)
    return { sites: sitesOf(mujoco, model, robot), feet: footForces(mujoco, model, robot), quantities }
  } catch (cause) {
    model.delete()
    throw cause
  }
}

/** The numbers of the robot's sites. */
function sitesOf(mujoco: Mujoco, model: MjModel, robot: MujocoRobot): readonly number[] {
  return (robot.sites?.names ?? []).map((name) => {
    const number = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_SITE.value, name)
    if (number < 0) throw new Error(`the MJCF of ${robot.name} has no site named ${name}`)
    return number
  })
}

function isBounded(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) <= MAX_VALUE)) return false
  return true
}
