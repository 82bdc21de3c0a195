import { planarLanes, type RobotTask } from '@trpo/envs/planar'
import { type ActionKind, type ActionTable, actionTable } from './actions.ts'
import { laneWalk, WALK_STEPS } from './lane-walk.ts'

/** Positions and velocities in which an episode starts. */
interface Start {
  readonly qpos: Float64Array
  readonly qvel: Float64Array
}

/**
 * The work of the simulators: the actions of each lane at each step, and where episodes start. After the last step the
 * plan begins again.
 */
export interface EpisodePlan {
  readonly lanes: number
  readonly steps: number
  readonly actions: ActionTable
  /** The state that a lane is put into before a step; undefined when its episode continues. */
  start(step: number, lane: number): Start | undefined
}

/**
 * The recorded episodes of random actions that our lanes go through. A simulator that follows them meets the same
 * states as the others, without observing, and without finding out by itself that a robot has fallen. This matters
 * because a robot that lies on the floor, with its contacts, costs more than one that stands.
 */
export function episodePlan(task: RobotTask, kind: ActionKind, count: number): EpisodePlan {
  let last: Start | undefined
  const overheard: RobotTask = {
    ...task,
    start(random, qpos, qvel) {
      task.start(random, qpos, qvel)
      last = { qpos: qpos.slice(), qvel: qvel.slice() }
    },
  }
  const starts = new Array<Start | undefined>(WALK_STEPS * count)
  const lanes = planarLanes(overheard, count)
  const walk = laneWalk(lanes, kind, (step, lane) => {
    starts[step * count + lane] = last
  })
  for (let step = 0; step < WALK_STEPS; step++) walk()
  lanes.dispose()
  return {
    lanes: count,
    steps: WALK_STEPS,
    actions: actionTable(task.spec.actionSpace, kind),
    start: (step, lane) => starts[step * count + lane],
  }
}
