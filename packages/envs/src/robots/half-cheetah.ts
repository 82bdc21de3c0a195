import { halfCheetahModel } from './half-cheetah-model.ts'
import { alongX } from './reported-place.ts'
import { runner, uniformNoise } from './runner.ts'
import type { PlanarRobot, RobotTask } from './task.ts'

/** Bound of the coordinates and standard deviation of the velocities at the start. */
const RESET_NOISE = 0.1

/**
 * `HalfCheetah-v5`, Gymnasium's task. Observation (17): height above the start, pitch, thigh, shin and foot of the back
 * leg, then of the front leg, then the nine velocities. Action (6): the motors in that order, clamped to [-1, 1] by the
 * physics. Reward: (x_after - x_before) / dt - 0.1 |action|^2, of the action as it was asked for, dt = 0.05 s. The nine
 * coordinates start uniformly in [-0.1, 0.1], the velocities normal with a standard deviation of 0.1. It never
 * terminates, on its back neither; 1,000 steps.
 */
export const halfCheetahV5Task: RobotTask<PlanarRobot> = runner({
  name: 'HalfCheetah-v5',
  model: halfCheetahModel,
  stance: [0, 0, 0, 0, 0, 0, 0, 0, 0],
  motorCount: 6,
  observedFrom: 1,
  place: alongX,
  controlCost: 0.1,
  noise: { position: uniformNoise(RESET_NOISE), velocity: (random) => RESET_NOISE * random.normal() },
})
