import { assertAction } from '../../assert-action.ts'
import type { Environment, RestorableEnvironment } from '../../environment.ts'
import { LaneError } from '../../lane-error.ts'
import { isRestorableLanes, type Lanes, type RestorableLanes } from '../../lanes.ts'

/** A single lane as an environment. Throws a RangeError unless there is one. What fails in it is thrown without a lane. */
export function laneEnvironment<S>(lanes: RestorableLanes<S>): RestorableEnvironment<S>
export function laneEnvironment(lanes: Lanes): Environment
export function laneEnvironment(lanes: Lanes): Environment {
  if (lanes.count !== 1) throw new RangeError(`a single environment is one lane, got ${lanes.count}`)
  const active = Uint8Array.of(1)
  const rewards = new Float64Array(1)
  const terminated = new Uint8Array(1)
  const truncated = new Uint8Array(1)
  const alone = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw error instanceof LaneError && error.cause !== undefined ? error.cause : error
    }
  }
  const environment: Environment = {
    spec: lanes.spec,
    readsActionOnly: true,
    reset: (random) => lanes.reset(0, random),
    step(action, random) {
      assertAction(lanes.spec, action)
      alone(() => lanes.step(active, action, [random], rewards, terminated, truncated))
      return { reward: rewards[0], terminated: terminated[0] === 1, truncated: truncated[0] === 1 }
    },
    observe: (into) => alone(() => lanes.observe(active, into)),
    dispose: () => lanes.dispose(),
  }
  if (!isRestorableLanes(lanes)) return environment
  const restorable: RestorableEnvironment = {
    ...environment,
    snapshot: () => lanes.snapshot(0),
    restore: (snapshot) => lanes.restore(0, snapshot),
  }
  return restorable
}
