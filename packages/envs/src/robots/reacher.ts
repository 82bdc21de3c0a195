import { cos, sin } from '@trpo/math'
import type { Random } from '@trpo/random'
import { reacherModel } from './reacher-model.ts'
import { rewardPart } from './reward-part.ts'
import { uniformNoise } from './runner.ts'
import { motors, unbounded } from './spaces.ts'
import type { PlanarRobot, RobotTask } from './task.ts'

const angleNoise = uniformNoise(0.1)
const velocityNoise = uniformNoise(0.005)
/** The target lies less than this from the shoulder, in m; the arm reaches 0.21 m. */
const TARGET_RADIUS = 0.2
const targetCoordinate = uniformNoise(TARGET_RADIUS)

/** Writes a point drawn uniformly in the open disc: of points in its square, the first that lies in it. */
function drawTarget(random: Random, qpos: Float64Array): void {
  do {
    qpos[2] = targetCoordinate(random)
    qpos[3] = targetCoordinate(random)
  } while (!(Math.sqrt(qpos[2] * qpos[2] + qpos[3] * qpos[3]) < TARGET_RADIUS))
}

/** Between fingertip and target, in m. */
function distance(sites: Float64Array): number {
  const x = sites[0] - sites[3]
  const y = sites[1] - sites[4]
  return Math.sqrt(x * x + y * y)
}

const effort = (action: Float64Array) => action[0] * action[0] + action[1] * action[1]

/**
 * `Reacher-v5`, Gymnasium's task. Observation (10): cosines, then sines of shoulder and elbow; the target's x and y; the
 * joints' velocities; fingertip - target in x and y. Action (2): the motors, clamped to [-1, 1] by the physics. Reward:
 * - |fingertip - target| - |action|^2, of the action as it was asked for. The joints start uniformly in [-0.1, 0.1], their
 * velocities in [-0.005, 0.005], the target at rest, uniform in a disc of 0.2 m around the shoulder. It never
 * terminates; 50 steps of 0.02 s.
 *
 * The fingertip is that of the last evaluation (see `LastEvaluation`), as in Gymnasium.
 */
export const reacherV5Task: RobotTask<PlanarRobot> = {
  spec: {
    name: 'Reacher-v5',
    observationSpace: unbounded(10),
    actionSpace: motors(2),
    timeLimit: 50,
    info: {
      reward_dist: rewardPart('Less the distance of fingertip and target, in m.'),
      reward_ctrl: rewardPart('Less |action|^2.'),
    },
  },
  model: reacherModel,
  start(random, qpos, qvel) {
    for (let i = 0; i < 2; i++) qpos[i] = angleNoise(random)
    drawTarget(random, qpos)
    for (let i = 0; i < 2; i++) qvel[i] = velocityNoise(random)
    qvel.fill(0, 2)
  },
  observe(qpos, qvel, into, { sites }) {
    for (let i = 0; i < 2; i++) {
      into[i] = cos(qpos[i])
      into[2 + i] = sin(qpos[i])
      into[4 + i] = qpos[2 + i]
      into[6 + i] = qvel[i]
      into[8 + i] = sites[i] - sites[3 + i]
    }
  },
  reward: (_before, action, _qpos, _qvel, { sites }) => -distance(sites) - effort(action),
  report(_before, action, _qpos, _qvel, { sites }, _, into) {
    into[0] = -distance(sites)
    into[1] = -effort(action)
  },
  terminated: () => false,
}
