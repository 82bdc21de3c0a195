import { aboveStance } from './above-stance.ts'
import { runner, uniformNoise } from './runner.ts'
import type { PlanarRobot, RobotTask } from './task.ts'
import { walker2dModel, walkerWithFeet } from './walker2d-model.ts'

const LEAST_HEIGHT = 0.8
const MOST_HEIGHT = 2
const MOST_PITCH = 1

/** Cost of a squared force of the floor on a foot, 1/N^2: that of squared external forces in Gymnasium's Humanoid-v5. */
const IMPACT_COST = 5e-7

const STANCE = 1.25

/** What the two tasks share. */
const walking = {
  stance: [0, STANCE, 0, 0, 0, 0, 0, 0, 0],
  place: aboveStance(STANCE),
  motorCount: 6,
  observedFrom: 1,
  noise: { position: uniformNoise(0.005), velocity: uniformNoise(0.005) },
  isHealthy: (qpos: Float64Array) => qpos[1] > LEAST_HEIGHT && qpos[1] < MOST_HEIGHT && Math.abs(qpos[2]) < MOST_PITCH,
}

/**
 * `Walker2d-v5`, Gymnasium's task. Observation (17): height, pitch, thigh, leg and foot of the right leg, then of the
 * left, then the nine velocities clipped to [-10, 10]. Action (6): the motors in that order, clamped to [-1, 1] by the
 * physics. Healthy: height within (0.8, 2) m, |pitch| < 1 rad. Reward: (x_after - x_before) / dt + 1 if healthy - 1e-3
 * |action|^2, of the action before it is clamped, dt = 0.008 s. It starts standing, all 18 coordinates within 0.005. It
 * terminates when it is not healthy; 1,000 steps.
 */
export const walker2dV5Task: RobotTask<PlanarRobot> = runner({
  ...walking,
  name: 'Walker2d-v5',
  model: walker2dModel,
  velocityBound: 10,
  controlCost: 1e-3,
})

/**
 * `paper/walker`, the paper's task (section 8.1, Table 2). Observation (17): the 18-dimensional state, positions and
 * velocities, without x; nothing is clipped. Action (6): the motors, clamped to [-1, 1] by the physics. Reward: that of
 * `paper/hopper`, (x_after - x_before) / dt + 1 in a state that does not end the episode - 1e-5 |action|^2, less 5e-7
 * F^2 for each foot, F in N the force with which the floor pushes it up (`LastEvaluation.floorForces`). It ends unless the
 * torso's height is within (0.8, 2) m and |pitch| < 1 rad; 1,000 steps.
 *
 * The paper prints no numbers for this task: robot, thresholds and start are those of `Walker2d-v5`. It prints no formula either
 * for the 'penalty for strong impacts of the feet against the ground'. A square charges little for standing (.013 for its
 * weight of 232 N on two feet) and much for a blow (.5 for 1,000 N on one foot). The factor is that of the squared
 * external forces in Gymnasium's Humanoid-v5; like those, the force is seen at one instant of a control step, the last.
 * A blow lasts longer: contacts give way over 20 ms.
 *
 * `Deviates:` the paper's 8,206 parameters fit no whole number of inputs with 6 log standard deviations; section 8.1
 * says 18 dimensions and Table 2 says 20.
 */
export const paperWalkerTask: RobotTask<PlanarRobot> = runner({
  ...walking,
  name: 'paper/walker',
  model: walkerWithFeet,
  controlCost: 1e-5,
  impactCost: IMPACT_COST,
})
