import { counted } from '@trpo/math/messages'
import { robots } from '../contestants/robots.ts'
import { startOurs } from '../contestants/start-ours.ts'
import type { Physics } from '../contestants/task.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import { iterationPeers } from '../peers/iteration-peers.ts'
import type { Settings } from '../settings.ts'
import { against, firstAgainstOthers } from './against.ts'

/**
 * Whole iterations of `paper/swimmer` with Table 2's network, beside as many steps of MuJoCo alone, which an iteration
 * takes at least.
 */
export async function iterationSuite(settings: Settings): Promise<Suite> {
  const { timeLimit } = robots['paper/swimmer'].spec
  const paths = Math.ceil(settings.steps / timeLimit)
  const steps = paths * timeLimit
  const startIterations = async (physics: Physics): Promise<readonly Contestant[]> => {
    const started: Contestant[] = []
    for (const network of settings.networks)
      started.push(
        await startOurs(`ours-${physics}-${network}`, `our iteration, ${physics}, ${network}`, {
          kind: 'iteration',
          physics,
          network,
          paths,
        }),
      )
    return started
  }
  const mujoco = await startOurs('mujoco', 'MuJoCo alone', { kind: 'mujocoSteps', robot: 'paper/swimmer', steps })
  const onPlanar = await startIterations('planar')
  const onMujoco = await startIterations('mujoco')
  const { peers, notes } = await iterationPeers(settings, steps)
  return {
    name: 'iteration',
    title: `Iteration of paper/swimmer, ${counted(steps, 'step')} as ${paths} whole paths, 9-30-2`,
    unit: 's',
    yardstick: mujoco.id,
    contestants: [mujoco, ...onPlanar, ...onMujoco, ...peers],
    comparisons: [
      ...against([...onPlanar, ...onMujoco, ...peers], mujoco),
      ...peers.flatMap((peer) => against([...onPlanar, ...onMujoco], peer)),
      ...firstAgainstOthers(onPlanar),
      ...firstAgainstOthers(onMujoco),
    ],
    notes,
  }
}
