import { assertAction } from '../assert-action.ts'
import type { RestorableEnvironment } from '../environment.ts'
import { namesOf } from '../reported-scalar.ts'
import { type TimeLimitSnapshot, timeLimit } from '../transforms/time-limit.ts'
import type { RobotEngine } from './engine.ts'
import { untimedRobotLanes } from './robot-lanes.ts'
import type { RobotTask } from './task.ts'

/**
 * A task on an engine of one lane, as a single environment that can go back to earlier states, with the task's time
 * limit. It is one lane of `robotLanes` and gives the same bits. Disposes of the engine.
 *
 * Throws a RangeError on an engine of several lanes; `step` throws one on an action of a wrong length.
 */
export function robotEnvironment<S>(
  task: RobotTask<unknown>,
  engine: RobotEngine<S>,
): RestorableEnvironment<TimeLimitSnapshot<S>> {
  if (engine.count !== 1) throw new RangeError(`a single environment needs an engine of 1 lane, got ${engine.count}`)
  const lane = untimedRobotLanes(task, engine)
  const active = Uint8Array.of(1)
  const rewards = new Float64Array(1)
  const terminated = new Uint8Array(1)
  const truncated = new Uint8Array(1)
  const names = namesOf(task.spec.info)
  const environment: RestorableEnvironment<S> = {
    spec: task.spec,
    reset: (random) => lane.reset(0, random),
    step(action, random) {
      assertAction(task.spec, action)
      lane.step(active, action, [random], rewards, terminated, truncated)
      const { info } = lane
      return {
        reward: rewards[0],
        terminated: terminated[0] === 1,
        ...(info && { info: Object.fromEntries(names.map((name, i) => [name, info[i]])) }),
      }
    },
    observe: (into) => lane.observe(active, into),
    snapshot: () => engine.snapshot(0),
    restore: (snapshot) => engine.restore(0, snapshot),
    dispose: () => lane.dispose(),
  }
  return timeLimit(environment, task.spec.timeLimit)
}
