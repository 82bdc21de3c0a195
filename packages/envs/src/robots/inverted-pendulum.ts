import { invertedPendulumModel } from './inverted-pendulum-model.ts'
import { uniformNoise } from './runner.ts'
import { motors, unbounded } from './spaces.ts'
import type { PlanarRobot, RobotTask } from './task.ts'

const noise = uniformNoise(0.01)
const MOST_LEAN = 0.2
const COORDINATES = 2

/** As in Gymnasium, a pole that leans by exactly 0.2 rad still stands. */
const hasFallen = (qpos: Float64Array) => !(Math.abs(qpos[1]) <= MOST_LEAN)

/**
 * `InvertedPendulum-v5`, Gymnasium's task. Observation (4): cart, pole, their velocities. Action (1): the motor on the
 * cart, clamped to [-3, 3] by the physics. Reward: 1, or 0 when the step terminates. All four coordinates start
 * uniformly in [-0.01, 0.01]. It terminates when the pole leans by more than 0.2 rad; 1,000 steps of 0.04 s.
 */
export const invertedPendulumV5Task: RobotTask<PlanarRobot> = {
  spec: {
    name: 'InvertedPendulum-v5',
    observationSpace: unbounded(2 * COORDINATES),
    actionSpace: motors(1, 3),
    timeLimit: 1000,
    info: { reward_survive: { description: 'The reward.' } },
  },
  model: invertedPendulumModel,
  start(random, qpos, qvel) {
    for (let i = 0; i < COORDINATES; i++) qpos[i] = noise(random)
    for (let i = 0; i < COORDINATES; i++) qvel[i] = noise(random)
  },
  observe(qpos, qvel, into) {
    into.set(qpos)
    into.set(qvel, COORDINATES)
  },
  reward: (_before, _action, qpos) => (hasFallen(qpos) ? 0 : 1),
  report(_before, _action, qpos, _qvel, _evaluation, _, into) {
    into[0] = hasFallen(qpos) ? 0 : 1
  },
  terminated: hasFallen,
}
