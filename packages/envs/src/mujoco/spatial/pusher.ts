import type { Random } from '@trpo/random'
import { rewardPart } from '../../robots/reward-part.ts'
import { uniformNoise } from '../../robots/runner.ts'
import { motors, unbounded } from '../../robots/spaces.ts'
import { sumOfSquares } from '../../robots/sum-of-squares.ts'
import type { MujocoRobot, RobotTask } from '../../robots/task.ts'
import { pusherRobot } from '../mjcf/pusher.ts'

const JOINTS = 7
/** Where the object stands in qpos, y before x; the goal follows. */
const OBJECT = 7
/** Three positions in space: fingertips, object, goal. */
const POSITIONS = 9

const velocityNoise = uniformNoise(0.005)
/** The object starts at least this far from the goal, in m. */
const LEAST_DISTANCE = 0.17
const objectX = uniformNoise(0.2)

/** Draws where the object starts from its goal: of points in a rectangle, the first that lies far enough away. */
function drawObject(random: Random, qpos: Float64Array): void {
  do {
    qpos[OBJECT] = -0.3 * random.uniform()
    qpos[OBJECT + 1] = objectX(random)
  } while (!(Math.sqrt(qpos[OBJECT] * qpos[OBJECT] + qpos[OBJECT + 1] * qpos[OBJECT + 1]) > LEAST_DISTANCE))
}

/** The distance between the position of the object and another of the three. */
function fromObject(positions: Float64Array, other: 0 | 2): number {
  let squares = 0
  for (let axis = 0; axis < 3; axis++) {
    const difference = positions[3 + axis] - positions[3 * other + axis]
    squares += difference * difference
  }
  return Math.sqrt(squares)
}

/**
 * `Pusher-v5`, Gymnasium's task. Observation (23): the arm's seven angles, their velocities, the positions of fingertips,
 * object and goal. Action (7): the motors, clamped to [-2, 2] by the physics. Reward: - |object - goal| - 0.1 |action|^2 -
 * 0.5 |object - fingertips|, of the action before it is clamped. The arm starts stretched out, and the goal in its
 * place; the object is uniform in [-0.3, 0] m along y and [-0.2, 0.2] m along x from the goal, but more than 0.17 m away.
 * The arm's velocities start uniformly in [-0.005, 0.005], the others at 0. It never terminates; 100 steps of 0.05 s.
 *
 * The positions are those of the last evaluation (see `LastEvaluation`), as in Gymnasium: they belong to the last physics
 * step but one. It runs on MuJoCo only.
 */
export const pusherV5Task: RobotTask<MujocoRobot> = {
  spec: {
    name: 'Pusher-v5',
    observationSpace: unbounded(2 * JOINTS + POSITIONS),
    actionSpace: motors(JOINTS, 2),
    timeLimit: 100,
    info: {
      reward_dist: rewardPart('Less the distance of object and goal, in m.'),
      reward_ctrl: rewardPart('Less 0.1 |action|^2.'),
      reward_near: rewardPart('Less half the distance of object and fingertips, in m.'),
    },
  },
  model: pusherRobot,
  start(random, qpos, qvel) {
    qpos.fill(0)
    drawObject(random, qpos)
    qvel.fill(0)
    for (let i = 0; i < JOINTS; i++) qvel[i] = velocityNoise(random)
  },
  observe(qpos, qvel, into, { quantities }) {
    for (let i = 0; i < JOINTS; i++) {
      into[i] = qpos[i]
      into[JOINTS + i] = qvel[i]
    }
    into.set(quantities, 2 * JOINTS)
  },
  reward(_before, action, _qpos, _qvel, { quantities }) {
    return -fromObject(quantities, 2) - sumOfSquares(action) * 0.1 - fromObject(quantities, 0) * 0.5
  },
  report(_before, action, _qpos, _qvel, { quantities }, _, into) {
    into[0] = -fromObject(quantities, 2)
    into[1] = -(sumOfSquares(action) * 0.1)
    into[2] = -(fromObject(quantities, 0) * 0.5)
  },
  terminated: () => false,
}
