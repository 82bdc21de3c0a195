import { inPlane } from './in-plane.ts'
import { runner, uniformNoise } from './runner.ts'
import { swimmerModel } from './swimmer-model.ts'
import type { PlanarRobot, RobotTask } from './task.ts'

/** What the two tasks share. */
const swimming = {
  model: swimmerModel,
  stance: [0, 0, 0, 0, 0],
  motorCount: 2,
  place: inPlane,
  noise: { position: uniformNoise(0.1), velocity: uniformNoise(0.1) },
}

/**
 * `Swimmer-v5`, Gymnasium's task. Observation (8): heading, both elbows, then the five velocities. Action (2): the
 * motors, clamped to [-1, 1] by the physics. Reward: (x_after - x_before) / dt - 1e-4 |action|^2, of the action as it
 * was asked for, dt = 0.04 s, x the head frame's. All ten coordinates start uniformly in [-0.1, 0.1]. It never
 * terminates; 1,000 steps.
 */
export const swimmerV5Task: RobotTask<PlanarRobot> = runner({
  ...swimming,
  name: 'Swimmer-v5',
  observedFrom: 2,
  controlCost: 1e-4,
})

/**
 * `paper/swimmer`, the paper's (section 8.1, Table 2): nine numbers of the ten-dimensional state, x alone left out,
 * and a cost of 1e-5 |action|^2. All else is `Swimmer-v5`'s.
 *
 * `Deviates:` the paper prints a 10-dimensional state, but its 364 parameters fit 9 inputs and 30 hidden units.
 */
export const paperSwimmerTask: RobotTask<PlanarRobot> = runner({
  ...swimming,
  name: 'paper/swimmer',
  observedFrom: 1,
  controlCost: 1e-5,
})
