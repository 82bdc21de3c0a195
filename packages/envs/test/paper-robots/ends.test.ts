import { paperHopperTask, paperWalkerTask, type RobotTask } from '@trpo/envs/mujoco'
import { expect, it } from 'vitest'
import { none } from './robots.ts'

/** The doubles just below and just above x > 0. */
const below = (x: number) => x * (1 - 2 ** -53)
const above = (x: number) => x * (1 + 2 ** -52)

/** One coordinate of a standing robot set to a value, and whether that ends the episode. */
const edges: [RobotTask, 'qpos' | 'qvel', number, number, boolean][] = [
  [paperHopperTask, 'qpos', 1, 0.7, true],
  [paperHopperTask, 'qpos', 1, above(0.7), false],
  [paperHopperTask, 'qpos', 2, 0.2, true],
  [paperHopperTask, 'qpos', 2, below(0.2), false],
  [paperHopperTask, 'qpos', 2, -0.2, true],
  [paperHopperTask, 'qpos', 3, 100, false],
  [paperHopperTask, 'qvel', 5, -1000, false],
  [paperWalkerTask, 'qpos', 1, 0.8, true],
  [paperWalkerTask, 'qpos', 1, above(0.8), false],
  [paperWalkerTask, 'qpos', 1, 2, true],
  [paperWalkerTask, 'qpos', 1, below(2), false],
  [paperWalkerTask, 'qpos', 2, -1, true],
  [paperWalkerTask, 'qpos', 2, -below(1), false],
]

it.each(edges.map(([task, part, index, value, ends]) => ({ name: task.spec.name, task, part, index, value, ends })))(
  '$name with $part[$index] = $value ends: $ends',
  ({ task, part, index, value, ends }) => {
    const size = task === paperHopperTask ? 6 : 9
    const state = { qpos: new Float64Array(size), qvel: new Float64Array(size) }
    state.qpos[1] = 1.25
    state[part][index] = value
    expect(task.terminated(state.qpos, state.qvel, none)).toBe(ends)
  },
)
