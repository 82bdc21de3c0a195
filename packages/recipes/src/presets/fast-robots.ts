import type { Preset } from './preset.ts'
import { ROBOT_SOURCE, type RobotSettings, robotSettings, USUAL } from './robot-settings.ts'

/** With more lanes and larger batches a step takes less time, so that there are more of them. */
const MANY_LANES: RobotSettings = {
  ...USUAL,
  iterations: 480,
  lanes: 64,
  rows: 8192,
  epochs: 2,
  batchSize: 256,
  fisherStride: 16,
  maxKl: [0.04, 0.008],
}

/** The half-cheetah learns more from long segments, though there is time for fewer steps. */
const LONG_SEGMENTS: RobotSettings = { ...USUAL, iterations: 1220, maxKl: [0.03, 0.006] }

const ROBOTS: readonly (readonly [robot: string, task: string, settings: RobotSettings])[] = [
  ['hopper', 'Hopper-v5', MANY_LANES],
  ['walker2d', 'Walker2d-v5', MANY_LANES],
  ['half-cheetah', 'HalfCheetah-v5', LONG_SEGMENTS],
]

/** The best gait that was found for about a minute of a processor. */
export const fastRobots: readonly Preset[] = ROBOTS.map(([robot, task, settings]) => ({
  name: `fast/${robot}`,
  summary: `${task} for about a minute: a value network, ${settings.iterations} iterations of ${settings.rows} steps`,
  source: ROBOT_SOURCE,
  deviates: [
    `nothing in it is from the paper but the step itself; delta is ${settings.maxKl.join(' to ')}, times the explained variance of the value network.`,
    'it is tuned for seconds, not for steps, with few runs.',
  ],
  settings: robotSettings(task, settings),
}))
