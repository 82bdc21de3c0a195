import type { Numerics } from '@trpo/physics'
import type { ActionKind } from '../contestants/actions.ts'
import { robots } from '../contestants/robots.ts'
import { startOurs } from '../contestants/start-ours.ts'
import type { Physics, RobotName } from '../contestants/task.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import type { ModelName } from '../models.ts'
import { steppingPeers } from '../peers/stepping-peers.ts'
import type { Settings } from '../settings.ts'
import { against } from './against.ts'

/** MuJoCo alone. */
export function startMujoco(robot: RobotName, actions: ActionKind): Promise<Contestant> {
  return startOurs('mujoco', 'MuJoCo alone', { kind: 'mujoco', robot, actions })
}

/** Planar physics alone. */
export function startPlanar(robot: RobotName, actions: ActionKind, numerics: Numerics): Promise<Contestant> {
  return startOurs(`planar-${numerics}`, `planar ${numerics}`, { kind: 'planar', robot, actions, numerics })
}

/** Our lanes without a policy. */
export function startLanes(robot: RobotName, actions: ActionKind, physics: Physics): Promise<Contestant> {
  return startOurs(`lanes-${physics.replace(' ', '-')}`, `our lanes, ${physics}`, {
    kind: 'lanes',
    simulator: { robot, physics },
    actions,
  })
}

/** The simulation of one model alone, without policy, draws or storage. */
export async function steppingSuite(settings: Settings, model: ModelName): Promise<Suite> {
  const task = robots[model].spec.name
  const actions = 'uniform'
  const mujoco = await startMujoco(model, actions)
  const planar = [
    await startPlanar(model, actions, 'f64x2'),
    await startPlanar(model, actions, 'f32x4'),
    await startPlanar(model, actions, 'f64'),
  ]
  const lanes = await startLanes(model, actions, 'planar')
  const lanesInSingle = await startLanes(model, actions, 'planar f32x4')
  const lanesOnMujoco = await startLanes(model, actions, 'mujoco')
  const { peers, notes } = await steppingPeers(settings, task)
  const others = [...planar, lanes, lanesInSingle, lanesOnMujoco, ...peers]
  return {
    name: `stepping-${task}`,
    title: `Stepping ${task}: the same episodes of random actions`,
    unit: 'steps/s',
    yardstick: mujoco.id,
    overview: { table: 'Stepping, times as fast as MuJoCo alone', row: task },
    contestants: [mujoco, ...others],
    comparisons: [...against(others, mujoco), ...peers.flatMap((peer) => against([lanes], peer))],
    notes,
  }
}
