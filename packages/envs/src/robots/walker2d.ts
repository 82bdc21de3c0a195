import { runner, uniformNoise } from './runner.ts'
import type { RobotTask } from './task.ts'
import { walker2dModel } from './walker2d-model.ts'

const LEAST_HEIGHT = 0.8
const MOST_HEIGHT = 2
const MOST_PITCH = 1

/**
 * `Walker2d-v5`, Gymnasium's task. Observation (17): height, pitch, thigh, leg and foot of the right leg, then of the
 * left, then the nine velocities clipped to [-10, 10]. Action (6): the motors in that order, clamped to [-1, 1] by the
 * physics. Healthy: height within (0.8, 2) m, |pitch| < 1 rad. Reward: (x_after - x_before) / dt + 1 if healthy - 1e-3
 * |action|^2, of the action as it was asked for, dt = 0.008 s. It starts standing, all 18 coordinates within 0.005. It
 * terminates when it is not healthy; 1,000 steps.
 */
export const walker2dV5Task: RobotTask = runner({
  name: 'Walker2d-v5',
  model: walker2dModel,
  stance: [0, 1.25, 0, 0, 0, 0, 0, 0, 0],
  motorCount: 6,
  observedFrom: 1,
  velocityBound: 10,
  controlCost: 1e-3,
  noise: { position: uniformNoise(0.005), velocity: uniformNoise(0.005) },
  isHealthy: (qpos) => qpos[1] > LEAST_HEIGHT && qpos[1] < MOST_HEIGHT && Math.abs(qpos[2]) < MOST_PITCH,
})
