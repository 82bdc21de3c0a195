import { assertLane, assertObserveArrays, assertStepArrays } from '../assert-lanes.ts'
import type { RestorableLanes } from '../lanes.ts'
import { namesOf } from '../reported-scalar.ts'
import { spaceSize } from '../spaces.ts'
import type { TimeLimitSnapshot } from '../transforms/time-limit.ts'
import { timeLimitLanes } from '../transforms/time-limit-lanes.ts'
import { acceptedControls } from './accepted-controls.ts'
import type { RobotEngine } from './engine.ts'
import type { RobotTask } from './task.ts'

/** A task on an engine, as lanes: one of the engine's robots a lane, with the task's time limit. Disposes of the engine. */
export function robotLanes<S>(task: RobotTask<unknown>, engine: RobotEngine<S>): RestorableLanes<TimeLimitSnapshot<S>> {
  return timeLimitLanes(untimedRobotLanes(task, engine), task.spec.timeLimit)
}

/** The same without the time limit. */
export function untimedRobotLanes<S>(task: RobotTask<unknown>, engine: RobotEngine<S>): RestorableLanes<S> {
  const { spec } = task
  const { count, qpos, qvel, evaluation } = engine
  const actionSize = spaceSize(spec.actionSpace)
  const observationSize = spaceSize(spec.observationSpace)
  if (actionSize !== engine.controls) {
    throw new RangeError(`${spec.name} has actions of length ${actionSize}, its robot ${engine.controls} controls`)
  }
  const before = qpos.map((coordinates) => new Float64Array(coordinates.length))
  const quantitiesBefore = evaluation.map(({ quantities }) => new Float64Array(quantities.length))
  const remembers = quantitiesBefore[0].length > 0
  const action = new Float64Array(actionSize)
  const observation = new Float64Array(observationSize)
  const infoSize = namesOf(spec.info).length
  const info = new Float64Array(count * infoSize)
  const reported = qpos.map((_, lane) => info.subarray(lane * infoSize, (lane + 1) * infoSize))
  const reports = infoSize > 0 && task.report !== undefined
  const shape = { spec, count }

  return {
    spec,
    count,
    reset(lane, random) {
      assertLane(shape, lane)
      task.start(random, qpos[lane], qvel[lane])
      engine.start(lane)
    },
    step(active, actions, randoms, rewards, terminated, truncated) {
      assertStepArrays(shape, { active, actions, randoms, rewards, terminated, truncated })
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        copy(qpos[lane], before[lane])
        if (remembers) copy(evaluation[lane].quantities, quantitiesBefore[lane])
      }
      engine.step(active, acceptedControls(actions))
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        for (let i = 0; i < actionSize; i++) action[i] = actions[lane * actionSize + i]
        const last = evaluation[lane]
        rewards[lane] = task.reward(before[lane], action, qpos[lane], qvel[lane], last, quantitiesBefore[lane])
        if (reports)
          task.report?.(before[lane], action, qpos[lane], qvel[lane], last, quantitiesBefore[lane], reported[lane])
        terminated[lane] = task.terminated(qpos[lane], qvel[lane], evaluation[lane]) ? 1 : 0
        truncated[lane] = 0
      }
    },
    observe(active, into) {
      assertObserveArrays(shape, active, into)
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        task.observe(qpos[lane], qvel[lane], observation, evaluation[lane])
        for (let i = 0; i < observationSize; i++) into[lane * observationSize + i] = observation[i]
      }
    },
    ...(reports && { info }),
    snapshot(lane) {
      assertLane(shape, lane)
      return engine.snapshot(lane)
    },
    restore(lane, snapshot) {
      assertLane(shape, lane)
      engine.restore(lane, snapshot)
    },
    dispose: () => engine.dispose(),
  }
}

/** A loop: `set` costs more than it copies, for six numbers. */
function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = from[i]
}
