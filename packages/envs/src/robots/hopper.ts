import { aboveStance } from './above-stance.ts'
import { hopperModel } from './hopper-model.ts'
import { runner, uniformNoise } from './runner.ts'
import type { PlanarRobot, RobotTask } from './task.ts'

const LEAST_HEIGHT = 0.7
const MOST_PITCH = 0.2
/** The bound that every coordinate except x and z, and every velocity, must stay below. */
const MOST = 100

const isUpright = (qpos: Float64Array): boolean => qpos[1] > LEAST_HEIGHT && Math.abs(qpos[2]) < MOST_PITCH

function isHealthy(qpos: Float64Array, qvel: Float64Array): boolean {
  for (let i = 2; i < qpos.length; i++) if (!(Math.abs(qpos[i]) < MOST)) return false
  for (let i = 0; i < qvel.length; i++) if (!(Math.abs(qvel[i]) < MOST)) return false
  return isUpright(qpos)
}

const STANCE = 1.25

/** What the two tasks share. */
const hopping = {
  model: hopperModel,
  stance: [0, STANCE, 0, 0, 0, 0],
  place: aboveStance(STANCE),
  motorCount: 3,
  observedFrom: 1,
  noise: { position: uniformNoise(0.005), velocity: uniformNoise(0.005) },
}

/**
 * `Hopper-v5`, Gymnasium's task. Observation (11): height, pitch, thigh, leg, foot, then the six velocities clipped to
 * [-10, 10]. Action (3): the motors, clamped to [-1, 1] by the physics. Healthy: height > 0.7 m, |pitch| < 0.2 rad, and
 * the angles and all velocities within (-100, 100). Reward: (x_after - x_before) / dt + 1 if healthy - 1e-3
 * |action|^2, of the action before it is clamped, dt = 0.008 s. It starts standing, all twelve coordinates within 0.005.
 * It terminates when it is not healthy; 1,000 steps.
 */
export const hopperV5Task: RobotTask<PlanarRobot> = runner({
  ...hopping,
  name: 'Hopper-v5',
  velocityBound: 10,
  controlCost: 1e-3,
  isHealthy,
})

/**
 * `paper/hopper`, the paper's task (section 8.1, Table 2). Observation (11): the twelve-dimensional state, positions and
 * velocities, without x; nothing is clipped. Action (3): the motors, clamped to [-1, 1] by the physics. Reward: the
 * swimmer's, (x_after - x_before) / dt - 1e-5 |action|^2 of the action before it is clamped, dt = 0.008 s, and 1 more in
 * a state that does not end the episode. It ends when the torso is at height z <= 0.7 m or leans by |pitch| >= 0.2 rad;
 * 1,000 steps.
 *
 * The paper prints neither the thresholds, nor the robot's measures, nor its start. Robot, thresholds and the start,
 * which is standing with all twelve coordinates within 0.005, are those of `Hopper-v5`.
 *
 * `Deviates:` the paper's 4,806 parameters fit 41 inputs, more than positions and velocities, which section 8.1 calls the
 * state; it does not say what else its hopper saw.
 */
export const paperHopperTask: RobotTask<PlanarRobot> = runner({
  ...hopping,
  name: 'paper/hopper',
  controlCost: 1e-5,
  isHealthy: isUpright,
})
