import type { ReportedScalar } from '../../reported-scalar.ts'
import { inPlane } from '../../robots/in-plane.ts'
import { rewardPart } from '../../robots/reward-part.ts'
import { uniformNoise } from '../../robots/runner.ts'
import { motors, unbounded } from '../../robots/spaces.ts'
import { sumOfSquares } from '../../robots/sum-of-squares.ts'
import { controlTimestep, type MujocoRobot, type RobotTask } from '../../robots/task.ts'
import { humanoidRobot } from '../mjcf/humanoid.ts'
import { standing } from './standing.ts'

const POSITIONS = 24
const VELOCITIES = 23
const MOTORS = 17
const BODIES = 13
/** x and y are not observed. */
const HIDDEN = 2
/** Forces on the root, which no motor moves, are not observed. */
const ROOT = 6

/** Where parts of the quantities begin: after the center of mass inertias and velocities, motor forces, contacts, tendons. */
const BODIES_AT = 3
const MOTORS_AT = BODIES_AT + (10 + 6) * BODIES
const CONTACTS_AT = MOTORS_AT + VELOCITIES
const TENDONS_AT = CONTACTS_AT + 6 * BODIES

/** Lengths of the two tendons, then how fast they grow. */
const TENDONS = 4

const noise = uniformNoise(0.01)
const HEIGHT = { start: 1.4, least: 1, most: 2 }

const FORWARD_REWARD = 1.25
const HEALTHY_REWARD = 5
const CONTROL_COST = 0.1
const CONTACT_COST = 5e-7
const MOST_CONTACT_COST = 10

const dt = controlTimestep(humanoidRobot)
const isHealthy = (qpos: Float64Array) => HEIGHT.least < qpos[2] && qpos[2] < HEIGHT.most

/** The length of a tendon, or how fast it grows. Its number and its words are those that Gymnasium has. */
function tendon(side: string, unit: string): ReportedScalar {
  return { description: `Of the tendon between the ${side} hip and knee.`, unit }
}

const contactCost = (quantities: Float64Array) =>
  Math.min(CONTACT_COST * sumOfSquares(quantities, CONTACTS_AT, TENDONS_AT), MOST_CONTACT_COST)

/**
 * `Humanoid-v5`, Gymnasium's task. Observation (348): the 22 positions without x and y, the 23 velocities; MuJoCo's
 * cinert (10) of each of the 13 bodies, then cvel (6) of each; the motors' forces on the 17 joints; torque and force (6)
 * of the contacts on each body. Nothing is clipped. Action (17): the motors, clamped to [-0.4, 0.4] by the physics.
 * Healthy: a height within (1, 2) m. Reward: 1.25 (x_after - x_before) / dt of the center of mass + 5 if healthy -
 * 0.1 |action|^2 - the lesser of 10 and 5e-7 |torques and forces|^2, of the action before it is clamped, dt = 0.015 s. It
 * starts standing, all 47 numbers, of the quaternion too, within 0.01. It terminates when it is not healthy; 1,000 steps.
 *
 * The center of mass and all that follows the velocities in the observation are those of the last evaluation (see
 * `LastEvaluation`), as in Gymnasium. It runs on MuJoCo only.
 */
export const humanoidV5Task: RobotTask<MujocoRobot> = {
  spec: {
    name: 'Humanoid-v5',
    observationSpace: unbounded(POSITIONS - HIDDEN + VELOCITIES + TENDONS_AT - BODIES_AT - ROOT),
    actionSpace: motors(MOTORS, 0.4),
    timeLimit: 1000,
    info: {
      ...inPlane.info,
      tendon_length_0: tendon('left', 'm'),
      tendon_length_1: tendon('right', 'm'),
      tendon_velocity_0: tendon('left', 'm/s'),
      tendon_velocity_1: tendon('right', 'm/s'),
      reward_survive: rewardPart('5 in a healthy state.'),
      reward_forward: rewardPart('1.25 x_velocity.'),
      reward_ctrl: rewardPart('Less the cost of the action.'),
      reward_contact: rewardPart('Less the cost of contacts.'),
    },
  },
  model: humanoidRobot,
  start(random, qpos, qvel) {
    standing(qpos, HEIGHT.start, noise, random)
    for (let i = 0; i < VELOCITIES; i++) qvel[i] = noise(random)
  },
  observe(qpos, qvel, into, { quantities }) {
    let at = 0
    for (const part of [
      qpos.subarray(HIDDEN),
      qvel,
      quantities.subarray(BODIES_AT, MOTORS_AT),
      quantities.subarray(MOTORS_AT + ROOT, TENDONS_AT),
    ]) {
      into.set(part, at)
      at += part.length
    }
  },
  reward(_before, action, qpos, _qvel, { quantities }, quantitiesBefore) {
    const forward = FORWARD_REWARD * ((quantities[0] - quantitiesBefore[0]) / dt)
    const earned = isHealthy(qpos) ? forward + HEALTHY_REWARD : forward
    return earned - (CONTROL_COST * sumOfSquares(action) + contactCost(quantities))
  },
  report(_before, action, qpos, _qvel, { quantities }, quantitiesBefore, into) {
    const [x, y] = [0, 1].map((axis) => (quantities[axis] - quantitiesBefore[axis]) / dt)
    let at = inPlane.write(qpos, x, y, into)
    for (let i = 0; i < TENDONS; i++) into[at++] = quantities[TENDONS_AT + i]
    into[at++] = isHealthy(qpos) ? HEALTHY_REWARD : 0
    into[at++] = FORWARD_REWARD * x
    into[at++] = -(CONTROL_COST * sumOfSquares(action))
    into[at] = -contactCost(quantities)
  },
  terminated: (qpos) => !isHealthy(qpos),
}
