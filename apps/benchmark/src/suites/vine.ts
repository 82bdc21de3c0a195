import { counted } from '@trpo/math/messages'
import { robots } from '../contestants/robots.ts'
import { startOurs } from '../contestants/start-ours.ts'
import type { Suite } from '../measure/contestant.ts'
import type { ModelName } from '../models.ts'
import type { Settings } from '../settings.ts'
import { against } from './against.ts'
import { startMujoco, startPlanar } from './stepping.ts'

/** Steps of a batch at which a vine has the sizes of Table 2. */
const TABLE_STEPS = 50_000

/** Whole vines of a robot on both engines, snapshots and restoring included, beside simulation alone. */
export async function vineSuite(
  { networks: [network], steps }: Settings,
  given: {
    readonly model: ModelName
    readonly hidden: readonly number[]
    /** States of the rollout set, at 50,000 steps a batch; in proportion at others. */
    readonly states: number
    readonly branchSteps: number
  },
): Promise<Suite> {
  const { model: robot, hidden, branchSteps } = given
  const part = steps / TABLE_STEPS
  const trunkSteps = Math.max(1, Math.round(1000 * part))
  const states = Math.max(16, Math.min(16 * trunkSteps, Math.round(given.states * part)))
  const { spec } = robots[robot]
  const onEngine = (physics: 'planar' | 'mujoco') =>
    startOurs(`vine-${physics}-${network}`, `our vine, ${physics}, ${network}`, {
      kind: 'vineSampling',
      simulator: { robot, physics },
      hidden,
      network,
      trunkSteps,
      states,
      branchSteps,
    })
  const onPlanar = await onEngine('planar')
  const onMujoco = await onEngine('mujoco')
  const mujoco = await startMujoco(robot, 'normal')
  const planar = await startPlanar(robot, 'normal', 'f64x2')
  return {
    name: `vine-${spec.name}`,
    title: `A vine of ${spec.name}: 16 trunks of ${counted(trunkSteps, 'step')}, ${states} states with 4 rollouts of at most ${branchSteps} steps each`,
    unit: 'steps/s',
    yardstick: mujoco.id,
    contestants: [mujoco, planar, onPlanar, onMujoco],
    comparisons: [...against([onPlanar, onMujoco], mujoco), ...against([onPlanar], planar)],
    notes: [
      'Simulation alone starts episodes as an untrained policy ends them; rollouts begin in states of the trunk.',
    ],
  }
}
