import { box } from '../spaces.ts'
import { swimmerModel } from './swimmer-model.ts'
import { controlTimestep, type RobotTask } from './task.ts'

/** Where the two tasks differ. */
interface SwimmerOptions {
  readonly name: string
  /** First position coordinate that is observed: those before it are left out. */
  readonly observedFrom: number
  /** Cost of a squared action. */
  readonly controlCost: number
}

const COORDINATES = 5
const RESET_NOISE = 0.1
const EPISODE_STEPS = 1000

function swimmer({ name, observedFrom, controlCost }: SwimmerOptions): RobotTask {
  const dt = controlTimestep(swimmerModel)
  const infinite = new Array<number>(2 * COORDINATES - observedFrom).fill(Number.POSITIVE_INFINITY)
  return {
    spec: {
      name,
      observationSpace: box(
        infinite.map((bound) => -bound),
        infinite,
      ),
      actionSpace: box([-1, -1], [1, 1]),
      timeLimit: EPISODE_STEPS,
    },
    model: swimmerModel,
    start(random, qpos, qvel) {
      for (let i = 0; i < COORDINATES; i++) qpos[i] = RESET_NOISE * (2 * random.uniform() - 1)
      for (let i = 0; i < COORDINATES; i++) qvel[i] = RESET_NOISE * (2 * random.uniform() - 1)
    },
    observe(qpos, qvel, into) {
      const positions = COORDINATES - observedFrom
      for (let i = 0; i < positions; i++) into[i] = qpos[observedFrom + i]
      for (let i = 0; i < COORDINATES; i++) into[positions + i] = qvel[i]
    },
    reward(qposBefore, action, qpos) {
      const velocity = (qpos[0] - qposBefore[0]) / dt
      return velocity - controlCost * (action[0] * action[0] + action[1] * action[1])
    },
    terminated: () => false,
  }
}

/**
 * `Swimmer-v5`, Gymnasium's task. Observation (8): heading, both elbows, then the five velocities. Action (2): the
 * motors, clamped to [-1, 1] by the physics. Reward: (x_after - x_before) / dt - 1e-4 |action|^2, of the action as it
 * was asked for, dt = 0.04 s, x the head frame's. All ten coordinates start uniformly in [-0.1, 0.1]. It never
 * terminates; 1,000 steps.
 */
export const swimmerV5Task: RobotTask = swimmer({ name: 'Swimmer-v5', observedFrom: 2, controlCost: 1e-4 })

/**
 * `paper/swimmer`, the paper's (section 8.1, Table 2): nine numbers of the ten-dimensional state, x alone left out,
 * and a cost of 1e-5 |action|^2. All else is `Swimmer-v5`'s.
 *
 * `Deviates:` the paper prints a 10-dimensional state, but its 364 parameters fit 9 inputs and 30 hidden units.
 */
export const paperSwimmerTask: RobotTask = swimmer({ name: 'paper/swimmer', observedFrom: 1, controlCost: 1e-5 })
