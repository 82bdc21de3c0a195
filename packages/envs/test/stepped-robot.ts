import type { RobotEngine } from '@trpo/envs/mujoco'
import type { RobotTask } from '../src/robots/task.ts'
import { reportOf } from './reported-law.ts'

/** A task on the one lane of an engine, stepped from states of the test's own. */
export interface SteppedRobot {
  /** What the task observed last. */
  readonly observation: Float64Array
  /** Starts from a state, with nothing remembered, and observes it. */
  start(qpos: readonly number[], qvel: readonly number[]): void
  /**
   * One control step, with what the task reports of it, by name. `positionBefore` replaces the first of the quantities that the engine saw last, where the state before was
   * set and not reached.
   */
  step(
    action: readonly number[],
    positionBefore?: readonly number[],
  ): { reward: number; terminated: boolean; info: Readonly<Record<string, number>> }
}

/** The robot of an engine with one lane. */
export function steppedRobot(task: RobotTask<unknown>, engine: RobotEngine, observationSize: number): SteppedRobot {
  const observation = new Float64Array(observationSize)
  const [qpos, qvel, evaluation] = [engine.qpos[0], engine.qvel[0], engine.evaluation[0]]
  return {
    observation,
    start(position, velocity) {
      qpos.set(position)
      qvel.set(velocity)
      engine.start(0)
      task.observe(qpos, qvel, observation, evaluation)
    },
    step(action, positionBefore = []) {
      const [before, controls] = [qpos.slice(), Float64Array.from(action)]
      const quantitiesBefore = evaluation.quantities.slice()
      quantitiesBefore.set(positionBefore)
      engine.step(Uint8Array.of(1), controls)
      task.observe(qpos, qvel, observation, evaluation)
      const taken = [before, controls, qpos, qvel, evaluation, quantitiesBefore] as const
      const terminated = task.terminated(qpos, qvel, evaluation)
      return { reward: task.reward(...taken), terminated, info: reportOf(task, ...taken) }
    },
  }
}
