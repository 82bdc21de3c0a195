import type { Random } from '@trpo/random'
import type { ReportedPlace } from './reported-place.ts'
import { rewardPart } from './reward-part.ts'
import { motors, unbounded } from './spaces.ts'
import { sumOfSquares } from './sum-of-squares.ts'
import { controlTimestep, type PlanarRobot, type RobotTask } from './task.ts'

/** What distinguishes one task of getting ahead from another. */
export interface RunnerOptions {
  readonly name: string
  readonly model: PlanarRobot
  /** Position coordinates at the start of an episode, before noise, [nq]; as many as velocities. qpos[0] is x. */
  readonly stance: readonly number[]
  readonly motorCount: number
  /** The first position coordinate that is observed. */
  readonly observedFrom: number
  /**
   * Velocities are clipped to plus and minus this in observations, in m/s and rad/s.
   * @default not clipped
   */
  readonly velocityBound?: number
  /** Cost of a squared action. */
  readonly controlCost: number
  /** Cost of a squared force of the floor on a foot, 1/N^2; the robot has feet then. @default none */
  readonly impactCost?: number
  /** What it reports besides the parts of its reward. */
  readonly place: ReportedPlace
  /** Draws the noise of one coordinate, and of one velocity, at the start. */
  readonly noise: { position(random: Random): number; velocity(random: Random): number }
  /**
   * Whether a state is healthy: one that is not ends the episode, and in one that is a step earns 1 more.
   * @default no state ends an episode, and none earns more
   */
  readonly isHealthy?: (qpos: Float64Array, qvel: Float64Array) => boolean
}

/** Steps after which an episode is truncated. */
const EPISODE_STEPS = 1000

/** Uniform in [-bound, bound). */
export function uniformNoise(bound: number): (random: Random) => number {
  return (random) => bound * (2 * random.uniform() - 1)
}

/**
 * Gymnasium's tasks of getting ahead along x: observation = the positions from `observedFrom` on, then all velocities;
 * reward = (x_after - x_before) / dt, 1 more while healthy, less `controlCost` |action|^2 of the action as it was asked
 * for, less `impactCost` times the squared forces of the floor on the feet; 1,000 steps. The parts of the reward are reported.
 */
export function runner(options: RunnerOptions): RobotTask<PlanarRobot> {
  const { name, model, stance, motorCount, observedFrom, controlCost, impactCost, noise, isHealthy } = options
  const { velocityBound = Number.POSITIVE_INFINITY, place } = options
  const dt = controlTimestep(model)
  const size = stance.length
  const positions = size - observedFrom
  return {
    spec: {
      name,
      observationSpace: unbounded(positions + size),
      actionSpace: motors(motorCount),
      timeLimit: EPISODE_STEPS,
      info: {
        ...place.info,
        reward_forward: rewardPart('x_velocity.'),
        reward_ctrl: rewardPart('Less the cost of the action.'),
        ...(isHealthy && { reward_survive: rewardPart('1 in a healthy state.') }),
        ...(impactCost && { reward_contact: rewardPart('Less the cost of impacts.') }),
      },
    },
    model,
    start(random, qpos, qvel) {
      for (let i = 0; i < size; i++) qpos[i] = stance[i] + noise.position(random)
      for (let i = 0; i < size; i++) qvel[i] = noise.velocity(random)
    },
    observe(qpos, qvel, into) {
      for (let i = 0; i < positions; i++) into[i] = qpos[observedFrom + i]
      for (let i = 0; i < size; i++) {
        into[positions + i] = Math.min(Math.max(qvel[i], -velocityBound), velocityBound)
      }
    },
    reward(qposBefore, action, qpos, qvel, { floorForces }) {
      const velocity = (qpos[0] - qposBefore[0]) / dt
      const earned = isHealthy?.(qpos, qvel) ? velocity + 1 : velocity
      const moved = earned - controlCost * sumOfSquares(action)
      return impactCost === undefined ? moved : moved - impactCost * sumOfSquares(floorForces)
    },
    report(qposBefore, action, qpos, qvel, { floorForces }, _, into) {
      const velocity = (qpos[0] - qposBefore[0]) / dt
      let at = place.write(qpos, velocity, (qpos[1] - qposBefore[1]) / dt, into)
      into[at++] = velocity
      into[at++] = -(controlCost * sumOfSquares(action))
      if (isHealthy) into[at++] = isHealthy(qpos, qvel) ? 1 : 0
      if (impactCost) into[at] = -(impactCost * sumOfSquares(floorForces))
    },
    terminated: (qpos, qvel) => isHealthy !== undefined && !isHealthy(qpos, qvel),
  }
}
