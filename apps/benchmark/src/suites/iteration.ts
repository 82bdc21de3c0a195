import { paperSwimmerTask } from '@trpo/envs/mujoco'
import { startOurs } from '../contestants/start-ours.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import { iterationPeers } from '../peers/iteration-peers.ts'
import type { Settings } from '../settings.ts'
import { againstFirst } from './against-first.ts'

/** Whole iterations of `paper/swimmer` with Table 2's network, beside as many steps of MuJoCo alone: what an iteration takes at least. */
export async function iterationSuite(settings: Settings): Promise<Suite> {
  const { timeLimit } = paperSwimmerTask.spec
  const paths = Math.ceil(settings.steps / timeLimit)
  const steps = paths * timeLimit
  const ours: Contestant[] = []
  for (const network of settings.networks)
    ours.push(await startOurs(`ours-${network}`, `our iteration, ${network}`, { kind: 'iteration', network, paths }))
  const raw = await startOurs('raw', 'MuJoCo alone', { kind: 'rawSteps', robot: 'paper/swimmer', steps })
  const { peers, notes } = await iterationPeers(settings, steps)
  return {
    name: 'iteration',
    title: `Iteration of paper/swimmer, ${steps.toLocaleString('en-US')} steps as ${paths} whole paths, 9-30-2`,
    unit: 's',
    contestants: [...ours, raw, ...peers],
    comparisons: [
      ...ours.flatMap(({ id }) => [...peers, raw].map((other) => ({ of: id, to: other.id }))),
      ...againstFirst(ours),
    ],
    notes,
  }
}
