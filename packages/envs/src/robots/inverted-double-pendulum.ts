import { cos, sin } from '@trpo/math'
import type { LastEvaluation } from './engine.ts'
import { invertedDoublePendulumModel } from './inverted-double-pendulum-model.ts'
import { rewardPart } from './reward-part.ts'
import { uniformNoise } from './runner.ts'
import { motors, unbounded } from './spaces.ts'
import type { PlanarRobot, RobotTask } from './task.ts'

/** Bound of the coordinates and standard deviation of the velocities at the start. */
const RESET_NOISE = 0.1
const noise = uniformNoise(RESET_NOISE)
const COORDINATES = 3
/** Bound of the velocities and of the force as they are observed. */
const OBSERVED_BOUND = 10
/** Height of the tip in m at and below which the poles have fallen; upright it is 1.2 m up. */
const LEAST_HEIGHT = 1
/** The height that the reward asks for, out of reach. */
const WANTED_HEIGHT = 2
const HEALTHY_REWARD = 10

const clipped = (value: number) => Math.min(Math.max(value, -OBSERVED_BOUND), OBSERVED_BOUND)
const hasFallen = ({ sites }: LastEvaluation) => sites[2] <= LEAST_HEIGHT

const survival = (evaluation: LastEvaluation) => (hasFallen(evaluation) ? 0 : HEALTHY_REWARD)
const motionCost = (qvel: Float64Array) => 1e-3 * (qvel[1] * qvel[1]) + 5e-3 * (qvel[2] * qvel[2])

function distanceCost({ sites }: LastEvaluation): number {
  const below = sites[2] - WANTED_HEIGHT
  return 0.01 * (sites[0] * sites[0]) + below * below
}

/**
 * `InvertedDoublePendulum-v5`, Gymnasium's task. Observation (9): cart; sines, then cosines of the two joints; the three
 * velocities and the force of the rail's ends on the cart, these four clipped to [-10, 10]. Action (1): the motor on the
 * cart, clamped to [-1, 1] by the physics. Reward: 10 unless the step terminates, - 0.01 x^2 - (z - 2)^2 of the tip,
 * - 1e-3 v1^2 - 5e-3 v2^2 of the joints' velocities. The three coordinates start uniformly in [-0.1, 0.1], the
 * velocities normal with a standard deviation of 0.1. It terminates when z <= 1 m; 1,000 steps of 0.05 s.
 *
 * The tip and the force are those of the last evaluation (see `LastEvaluation`), as in Gymnasium.
 */
export const invertedDoublePendulumV5Task: RobotTask<PlanarRobot> = {
  spec: {
    name: 'InvertedDoublePendulum-v5',
    observationSpace: unbounded(9),
    actionSpace: motors(1),
    timeLimit: 1000,
    info: {
      reward_survive: rewardPart('10 unless the poles have fallen.'),
      distance_penalty: rewardPart('Less 0.01 x^2 + (z - 2)^2 of the tip.'),
      velocity_penalty: rewardPart('Less 1e-3 v1^2 + 5e-3 v2^2 of the joints.'),
    },
  },
  model: invertedDoublePendulumModel,
  start(random, qpos, qvel) {
    for (let i = 0; i < COORDINATES; i++) qpos[i] = noise(random)
    for (let i = 0; i < COORDINATES; i++) qvel[i] = RESET_NOISE * random.normal()
  },
  observe(qpos, qvel, into, { constraintForce }) {
    into[0] = qpos[0]
    for (let i = 1; i < COORDINATES; i++) {
      into[i] = sin(qpos[i])
      into[2 + i] = cos(qpos[i])
    }
    for (let i = 0; i < COORDINATES; i++) into[5 + i] = clipped(qvel[i])
    into[8] = clipped(constraintForce[0])
  },
  reward(_before, _action, _qpos, qvel, evaluation) {
    return survival(evaluation) - distanceCost(evaluation) - motionCost(qvel)
  },
  report(_before, _action, _qpos, qvel, evaluation, _, into) {
    into[0] = survival(evaluation)
    into[1] = -distanceCost(evaluation)
    into[2] = -motionCost(qvel)
  },
  terminated: (_qpos, _qvel, evaluation) => hasFallen(evaluation),
}
