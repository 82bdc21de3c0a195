import { counted } from '@trpo/math/messages'
import { robots } from '../contestants/robots.ts'
import { startOurs } from '../contestants/start-ours.ts'
import type { Physics, TaskOf } from '../contestants/task.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import { criticPeers, iterationPeers, USUAL_PASSES } from '../peers/iteration-peers.ts'
import type { Settings } from '../settings.ts'
import { against, firstAgainstOthers } from './against.ts'
import { passesNote } from './passes-note.ts'

const ENGINES = ['planar', 'mujoco'] as const

/** Lanes of `paper/swimmer`. */
const LANES = 50

/**
 * Whole iterations of `paper/swimmer` with Table 2's network, beside as many steps of MuJoCo alone, which an iteration
 * takes at least. Those with a value network stand beside sb3-contrib's with its critic, with as many passes over the batch.
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
  const critics = await startCritics(settings, {
    robot: 'paper/swimmer',
    hidden: [30],
    lanes: Math.min(LANES, paths),
    steps,
    passes: USUAL_PASSES,
  })
  const { peers, notes } = await iterationPeers(settings, steps)
  const without = [...onPlanar, ...onMujoco]
  return {
    name: 'iteration',
    title: `Iteration of paper/swimmer, ${counted(steps, 'step')} as ${paths} whole paths, 9-30-2`,
    unit: 's',
    yardstick: mujoco.id,
    contestants: [mujoco, ...without, ...critics, ...peers],
    comparisons: [
      ...against([...without, ...critics, ...peers], mujoco),
      ...peers.flatMap((peer) => against(peer.id === 'sb3-critic-on' ? critics : without, peer)),
      ...firstAgainstOthers(onPlanar),
      ...firstAgainstOthers(onMujoco),
    ],
    notes: [passesNote(USUAL_PASSES), ...notes],
  }
}

/** Whole iterations of a robot as its preset has them: few lanes, small batches and a value network. */
export async function criticIterationSuite(settings: Settings): Promise<Suite> {
  const robot = 'hopper'
  const given = { hidden: [64, 64], lanes: 2, steps: 2048, passes: 5 }
  const { spec } = robots[robot]
  const mujoco = await startOurs('mujoco', 'MuJoCo alone', { kind: 'mujocoSteps', robot, steps: given.steps })
  const critics = await startCritics(settings, { robot, ...given })
  const { peers, notes } = await criticPeers(settings, { task: spec.name, ...given })
  return {
    name: `iteration-critic-${spec.name}`,
    title: `Iteration of ${spec.name} with a value network, ${counted(given.steps, 'step')} of ${given.lanes} lanes, 11-64-64-3`,
    unit: 's',
    yardstick: mujoco.id,
    contestants: [mujoco, ...critics, ...peers],
    comparisons: [...against([...critics, ...peers], mujoco), ...peers.flatMap((peer) => against(critics, peer))],
    notes: [passesNote(given.passes), ...notes],
  }
}

/** Iterations with a value network on both engines, with the first of the network implementations. */
async function startCritics(
  { networks: [network] }: Settings,
  given: Omit<TaskOf<'criticIteration'>, 'kind' | 'physics' | 'network'>,
): Promise<readonly Contestant[]> {
  const started: Contestant[] = []
  for (const physics of ENGINES)
    started.push(
      await startOurs(
        `ours-critic-${physics}-${network}`,
        `our iteration with a value network, ${physics}, ${network}`,
        {
          kind: 'criticIteration',
          physics,
          network,
          ...given,
        },
      ),
    )
  return started
}
