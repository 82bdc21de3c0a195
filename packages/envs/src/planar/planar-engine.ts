import { createSimulatorNow, type Numerics, type PlanarConstants, type Simulator } from '@trpo/physics'
import { assertLaneCount } from '../assert-lanes.ts'
import type { RobotEngine } from '../robots/engine.ts'
import { evaluationsOf } from '../robots/evaluations.ts'
import { assertControl, unstableError } from '../robots/faults.ts'
import type { PlanarRobot } from '../robots/task.ts'

/** How planar physics computes. */
export interface PlanarOptions {
  /**
   * The arithmetic of the simulator. `f64x2` is double precision and gives MuJoCo's answers. `f64` gives the same bits, one
   * lane an instruction. `f32x4` is single precision, with other bits, and faster (docs/physics.md says what differs).
   * @default 'f64x2'
   */
  readonly numerics?: Numerics
}

/**
 * Robots on planar physics (`@trpo/physics`): one simulator steps all lanes together.
 *
 * A lane starts from qpos and qvel as given, with nothing remembered; a control step is `frameSkip` physics steps with the
 * controls held. A snapshot is qpos, qvel and the accelerations at which the solver starts, so that continuing from it gives
 * the same bits; for a robot with sites or feet the last evaluation follows them. Bits do not depend on the number of lanes, on the
 * place of a lane or on what others do. In single precision a start is rounded to it, in `qpos` and `qvel` as well.
 *
 * `step` throws under the same conditions, with the same messages as on MuJoCo: before anything has moved where a control is
 * not a finite number up to 1e10 or a lane that became unstable has not been started anew; after all lanes have moved where one
 * became unstable. Its state counts as too large when the magnitudes add up to 1e10.
 *
 * The model is compiled at once, in 3 to 60 ms; some browsers allow that only in a worker. After `dispose` the garbage
 * collector may take the simulator's memory.
 *
 * Throws a RangeError on a count below 1 and on a model whose timestep is not the robot's, an Error on more than 65,536 lanes,
 * on a model that planar physics does not support and on a foot that the floor cannot touch.
 */
export function planarEngine(
  robot: PlanarRobot,
  count: number,
  options: PlanarOptions = {},
): RobotEngine<Float64Array> {
  assertLaneCount(count)
  assertPlanar(robot)
  if (robot.planar.timestep !== robot.timestep) {
    throw new RangeError(
      `the planar model of ${robot.name} has a timestep of ${robot.planar.timestep} s, the robot expects ${robot.timestep} s`,
    )
  }
  let simulator: Simulator | undefined = createSimulatorNow(robot.planar, {
    ...options,
    capacity: count,
    keepEvaluation: robot.sites !== undefined,
    keepFloorForces: robot.feet !== undefined,
  })
  const { width, constants } = simulator
  const coordinates = constants.dofs.length
  const controlCount = constants.motors.length
  const qpos = rowsOf(new Float64Array(count * coordinates), count)
  const qvel = rowsOf(new Float64Array(count * coordinates), count)
  const evaluation = evaluationsOf(robot, count, coordinates)
  const evaluatedQpos = new Float64Array(coordinates)
  const feet = footContacts(robot, constants)
  const snapshotSize = simulator.snapshot(0).values.length

  function alive(): Simulator {
    if (simulator === undefined) throw new Error(`${robot.name} is used after dispose()`)
    return simulator
  }

  /** The simulator keeps one row for each coordinate; here the coordinates of a lane lie together. */
  function read(from: Simulator, lane: number): void {
    const position = qpos[lane]
    const velocity = qvel[lane]
    for (let i = 0; i < coordinates; i++) {
      position[i] = from.qpos[i * width + lane]
      velocity[i] = from.qvel[i * width + lane]
    }
    const { sites, constraintForce, floorForces } = evaluation[lane]
    if (from.floorForce) {
      for (let foot = 0; foot < feet.length; foot++) {
        floorForces[foot] = 0
        for (const contact of feet[foot]) floorForces[foot] += from.floorForce[contact * width + lane]
      }
    }
    if (!from.evaluation || !robot.sites) return
    for (let i = 0; i < coordinates; i++) {
      evaluatedQpos[i] = from.evaluation.qpos[i * width + lane]
      constraintForce[i] = from.evaluation.constraintForce[i * width + lane]
    }
    robot.sites.place(evaluatedQpos, sites)
  }

  for (let lane = 0; lane < count; lane++) read(simulator, lane)
  return {
    count,
    controls: controlCount,
    qpos,
    qvel,
    evaluation,
    start(lane) {
      const physics = alive()
      physics.setState(lane, qpos[lane], qvel[lane])
      read(physics, lane)
    },
    step(active, controls) {
      const physics = alive()
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        if (physics.failed[lane] !== 0) throw unstableError(robot, lane)
        for (let i = 0; i < controlCount; i++) {
          const control = controls[lane * controlCount + i]
          assertControl(robot, lane, i, control)
          physics.control[i * width + lane] = control
        }
      }
      const failures = physics.step(count, robot.frameSkip, active)
      for (let lane = 0; lane < count; lane++) if (active[lane] !== 0) read(physics, lane)
      if (failures === 0) return
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] !== 0 && physics.failed[lane] !== 0) throw unstableError(robot, lane)
      }
    },
    snapshot: (lane) => new Float64Array(alive().snapshot(lane).values),
    restore(lane, snapshot) {
      const physics = alive()
      if (snapshot.length !== snapshotSize) {
        throw new RangeError(`snapshot has length ${snapshot.length}, ${robot.name} expects ${snapshotSize}`)
      }
      physics.restore({ values: new Float64Array(snapshot) }, lane)
      read(physics, lane)
    },
    dispose() {
      simulator = undefined
    },
  }
}

/** For each foot the numbers of its contacts with the floor. */
function footContacts({ name, feet = [] }: PlanarRobot, { floorContacts }: PlanarConstants): readonly number[][] {
  return feet.map(({ capsule }) => {
    const contacts = floorContacts.flatMap((contact, i) => (contact.name.slice(0, -2) === capsule ? [i] : []))
    if (contacts.length > 0) return contacts
    throw new Error(`the planar model of ${name} has no capsule named ${capsule} that a floor can touch`)
  })
}

/** A matrix of `count` rows as views of its rows. */
function rowsOf(matrix: Float64Array, count: number): Float64Array[] {
  const length = matrix.length / count
  return Array.from({ length: count }, (_, row) => matrix.subarray(row * length, (row + 1) * length))
}

/** The compiler refuses a robot without a planar description; JavaScript hands it in all the same. */
function assertPlanar(robot: Partial<Pick<PlanarRobot, 'planar'>> & Pick<PlanarRobot, 'name'>): void {
  if (robot.planar === undefined) {
    throw new TypeError(
      `${robot.name} has no planar description, because it moves in space; run it on MuJoCo, with mujocoEnvironment or mujocoLanes of @trpo/envs/mujoco`,
    )
  }
}
