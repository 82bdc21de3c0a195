import type { Preset } from './preset.ts'
import { ROBOT_SOURCE, robotSettings, USUAL } from './robot-settings.ts'

/** The tasks, and the iterations that a minute on two cores is enough for. */
const ROBOTS = {
  hopper: ['Hopper-v5', 480],
  walker2d: ['Walker2d-v5', 480],
  'half-cheetah': ['HalfCheetah-v5', 480],
} as const

/** The best gait that a minute gives: with more lanes and larger batches a step takes less time, so that there are more of them. */
export const fastRobots: readonly Preset[] = Object.entries(ROBOTS).map(([robot, [task, iterations]]) => ({
  name: `fast/${robot}`,
  summary: `${task} in a minute on two cores: a value network, ${iterations} iterations of 8,192 steps`,
  source: ROBOT_SOURCE,
  deviates: [
    `nothing in it is from the paper but the step itself; delta is 0.04 to 0.008, times the explained variance of the value network.`,
    'it is tuned for seconds, not for steps.',
  ],
  settings: robotSettings(task, {
    ...USUAL,
    iterations,
    lanes: 64,
    rows: 8192,
    epochs: 2,
    batchSize: 256,
    fisherStride: 16,
    maxKl: [0.04, 0.008],
  }),
}))
