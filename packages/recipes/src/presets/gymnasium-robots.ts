import type { Preset } from './preset.ts'
import { ROBOT_SOURCE, type RobotSettings, robotSettings, USUAL } from './robot-settings.ts'

/** Once the inverted pendulum is balanced all returns are alike, and what the advantages hold is the noise of the value network. */
const BALANCING: RobotSettings = { ...USUAL, leastTrust: 0.001 }

/** Strokes are long. With this discount the values rise for most of a run, and a policy that stops exploring early keeps a poor stroke. */
const SWIMMING: RobotSettings = {
  ...USUAL,
  discount: 0.9999,
  initialLogStd: 0,
  keepLevel: true,
  epochs: 20,
  maxKl: [0.01, 0.01],
  leastTrust: 1,
}

/** What moves in space, only MuJoCo can move. */
const IN_SPACE: RobotSettings = { ...USUAL, physics: 'mujoco' }

const ROBOTS: Readonly<Record<string, RobotSettings>> = {
  'Hopper-v5': USUAL,
  'Walker2d-v5': USUAL,
  'HalfCheetah-v5': USUAL,
  'Swimmer-v5': SWIMMING,
  'InvertedPendulum-v5': BALANCING,
  'InvertedDoublePendulum-v5': USUAL,
  'Reacher-v5': USUAL,
  'Ant-v5': IN_SPACE,
  'Pusher-v5': IN_SPACE,
  'Humanoid-v5': IN_SPACE,
}

/** In which words of a preset's a task differs from the others. */
function differences({ discount, leastTrust }: RobotSettings): string {
  if (discount === SWIMMING.discount)
    return 'unlike the other tasks it has a discount of 0.9999, since its strokes are long, and what that asks for: a value network that keeps its level and is fitted four times as long, more noise to begin with, and a delta of 0.01 throughout.'
  if (leastTrust === BALANCING.leastTrust)
    return 'as for the other tasks, but delta may shrink to a thousandth: once the pendulum is balanced all returns are alike, and the advantages are noise.'
  return 'the settings are those of all tasks but the swimmer and the inverted pendulum.'
}

/** Gymnasium's robots by a value network. */
export const gymnasiumRobots: readonly Preset[] = Object.entries(ROBOTS).map(([task, settings]) => ({
  name: task,
  summary: `${task} with a value network, a 64-64 tanh policy, 489 iterations of 2,048 steps`,
  source: ROBOT_SOURCE,
  deviates: [
    settings.leastTrust < 1
      ? 'nothing in it is from the paper but the step itself; delta is 0.03 to 0.003, times the explained variance of the value network.'
      : 'nothing in it is from the paper but the step itself.',
    differences(settings),
    'tuned on the hopper, the walker, the half-cheetah, the swimmer and the pendulums, with seeds 101 to 106.',
  ],
  settings: robotSettings(task, settings),
}))
