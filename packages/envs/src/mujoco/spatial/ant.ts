import { inPlane } from '../../robots/in-plane.ts'
import { rewardPart } from '../../robots/reward-part.ts'
import { uniformNoise } from '../../robots/runner.ts'
import { motors, unbounded } from '../../robots/spaces.ts'
import { sumOfSquares } from '../../robots/sum-of-squares.ts'
import { controlTimestep, type MujocoRobot, type RobotTask } from '../../robots/task.ts'
import { antRobot } from '../mjcf/ant.ts'
import { standing } from './standing.ts'

const POSITIONS = 15
const VELOCITIES = 14
const MOTORS = 8
/** Where the torso's position stands in the quantities; the contacts' torques and forces follow. */
const CONTACTS_AT = 3
const CONTACTS = 6 * 13
/** x and y are not observed. */
const HIDDEN = 2

/** Bound of the coordinates and standard deviation of the velocities at the start. */
const RESET_NOISE = 0.1
const noise = uniformNoise(RESET_NOISE)
const HEIGHT = { start: 0.75, least: 0.2, most: 1 }

const CONTROL_COST = 0.5
const CONTACT_COST = 5e-4
/** Torques and forces are clipped to plus and minus this, in N m and N. */
const MOST_CONTACT = 1

const dt = controlTimestep(antRobot)
const clipped = (value: number) => Math.min(Math.max(value, -MOST_CONTACT), MOST_CONTACT)

function isHealthy(qpos: Float64Array, qvel: Float64Array): boolean {
  const allFinite = qpos.every(Number.isFinite) && qvel.every(Number.isFinite)
  return allFinite && HEIGHT.least <= qpos[2] && qpos[2] <= HEIGHT.most
}

/** The sum of the squares of the clipped torques and forces. */
function squaredContacts(quantities: Float64Array): number {
  let sum = 0
  for (let i = 0; i < CONTACTS; i++) {
    const contact = clipped(quantities[CONTACTS_AT + i])
    sum += contact * contact
  }
  return sum
}

/**
 * `Ant-v5`, Gymnasium's task. Observation (105): the 13 positions without x and y, the 14 velocities, and torque and force
 * of the contacts on each of the 13 bodies, clipped to [-1, 1]. Action (8): the motors, clamped to [-1, 1] by the
 * physics. Healthy: a height within [0.2, 1] m, and everything finite. Reward: (x_after - x_before) / dt of the torso + 1
 * if healthy - 0.5 |action|^2 - 5e-4 |clipped torques and forces|^2, of the action before it is clamped, dt = 0.05 s.
 * It starts at a height of 0.75 m with straight legs; the 15 coordinates, of the quaternion too, are off uniformly by up
 * to 0.1, and the velocities are normal with a standard deviation of 0.1. It terminates when it is not healthy; 1,000
 * steps.
 *
 * The torso's x and the contacts are those of the last evaluation (see `LastEvaluation`), as in Gymnasium. It runs on
 * MuJoCo only.
 */
export const antV5Task: RobotTask<MujocoRobot> = {
  spec: {
    name: 'Ant-v5',
    observationSpace: unbounded(POSITIONS - HIDDEN + VELOCITIES + CONTACTS),
    actionSpace: motors(MOTORS),
    timeLimit: 1000,
    info: {
      ...inPlane.info,
      reward_forward: rewardPart('x_velocity.'),
      reward_ctrl: rewardPart('Less the cost of the action.'),
      reward_contact: rewardPart('Less the cost of contacts.'),
      reward_survive: rewardPart('1 in a healthy state.'),
    },
  },
  model: antRobot,
  start(random, qpos, qvel) {
    standing(qpos, HEIGHT.start, noise, random)
    for (let i = 0; i < VELOCITIES; i++) qvel[i] = RESET_NOISE * random.normal()
  },
  observe(qpos, qvel, into, { quantities }) {
    into.set(qpos.subarray(HIDDEN))
    into.set(qvel, POSITIONS - HIDDEN)
    const at = POSITIONS - HIDDEN + VELOCITIES
    for (let i = 0; i < CONTACTS; i++) into[at + i] = clipped(quantities[CONTACTS_AT + i])
  },
  reward(_before, action, qpos, qvel, { quantities }, quantitiesBefore) {
    const velocity = (quantities[0] - quantitiesBefore[0]) / dt
    const earned = isHealthy(qpos, qvel) ? velocity + 1 : velocity
    return earned - (CONTROL_COST * sumOfSquares(action) + CONTACT_COST * squaredContacts(quantities))
  },
  report(_before, action, qpos, qvel, { quantities }, quantitiesBefore, into) {
    const [x, y] = [0, 1].map((axis) => (quantities[axis] - quantitiesBefore[axis]) / dt)
    let at = inPlane.write(qpos, x, y, into)
    into[at++] = x
    into[at++] = -(CONTROL_COST * sumOfSquares(action))
    into[at++] = -(CONTACT_COST * squaredContacts(quantities))
    into[at] = isHealthy(qpos, qvel) ? 1 : 0
  },
  terminated: (qpos, qvel) => !isHealthy(qpos, qvel),
}
