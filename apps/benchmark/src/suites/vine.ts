import { robots } from '../contestants/robots.ts'
import { startOurs } from '../contestants/start-ours.ts'
import type { Suite } from '../measure/contestant.ts'
import type { ModelName } from '../models.ts'
import type { Settings } from '../settings.ts'
import { against } from './against.ts'
import { startMujoco, startPlanar } from './stepping.ts'

/** Whole vines of a robot on both engines, snapshots and restoring included, beside simulation alone. */
export async function vineSuite(
  { networks: [network] }: Settings,
  given: {
    readonly model: ModelName
    readonly hidden: readonly number[]
    readonly states: number
    readonly branchSteps: number
  },
): Promise<Suite> {
  const { model: robot, hidden, states, branchSteps } = given
  const { spec } = robots[robot]
  const onEngine = (physics: 'planar' | 'mujoco') =>
    startOurs(`vine-${physics}-${network}`, `our vine, ${physics}, ${network}`, {
      kind: 'vineSampling',
      simulator: { robot, physics },
      hidden,
      network,
      states,
      branchSteps,
    })
  const onPlanar = await onEngine('planar')
  const onMujoco = await onEngine('mujoco')
  const mujoco = await startMujoco(robot, 'normal')
  const planar = await startPlanar(robot, 'normal', 'f64x2')
  return {
    name: `vine-${spec.name}`,
    title: `A vine of ${spec.name}: 16 trunks of 1,000 steps, ${states} states with 4 rollouts of at most ${branchSteps} steps each`,
    unit: 'steps/s',
    yardstick: mujoco.id,
    contestants: [mujoco, planar, onPlanar, onMujoco],
    comparisons: [...against([onPlanar, onMujoco], mujoco), ...against([onPlanar], planar)],
    notes: [
      'Simulation alone starts episodes as an untrained policy ends them; rollouts begin in states of the trunk.',
    ],
  }
}
