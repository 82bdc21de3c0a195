import { createLocalTrainer, timeDependentBaseline } from '@trpo/core'
import { loadMujoco, paperSwimmerLanes, paperSwimmerTask } from '@trpo/envs/mujoco'
import { gaussianMlp } from '@trpo/policies'
import { duration } from '../measure/clock.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import { findNetwork, type NamedBuilder } from '../networks.ts'
import { iterationPeers } from '../peers/iteration-peers.ts'
import type { Settings } from '../settings.ts'
import { rawSimulation } from './raw-mujoco.ts'
import { LANES } from './simulators.ts'

/** Whole iterations of `paper/swimmer` with Table 2's network: sampling, estimate and update. */
export async function iterationSuite(settings: Settings): Promise<Suite> {
  const { timeLimit } = paperSwimmerTask.spec
  const paths = Math.ceil(settings.steps / timeLimit)
  const steps = paths * timeLimit
  const ours = await Promise.all(
    settings.networks.map(async (name) => iterationContestant(await findNetwork(name), paths)),
  )
  const { peers, notes } = await iterationPeers(settings, steps)
  return {
    name: 'iteration',
    title: `Iteration of paper/swimmer, ${steps.toLocaleString('en-US')} steps as ${paths} whole paths, 9-30-2`,
    unit: 's',
    contestants: [...ours, await floorContestant(steps), ...peers],
    comparisons: [
      ...ours.flatMap(({ id }) => [...peers.map((peer) => peer.id), 'raw'].map((to) => ({ of: id, to }))),
      ...ours.slice(1).map(({ id }) => ({ of: ours[0].id, to: id })),
    ],
    notes,
  }
}

async function iterationContestant(network: NamedBuilder, paths: number): Promise<Contestant> {
  const mujoco = await loadMujoco()
  const trainer = createLocalTrainer({
    seed: 1,
    model: gaussianMlp({ observationSize: 9, actionSize: 2, hidden: [30], buildNetwork: network.build }),
    createLanes: (count) => paperSwimmerLanes(mujoco, count),
    lanes: Math.min(LANES, paths),
    quota: { kind: 'paths', paths },
    baseline: timeDependentBaseline(paperSwimmerTask.spec.timeLimit),
    clock: () => performance.now(),
  })
  const state = trainer.init()
  return {
    id: `ours-${network.name}`,
    name: `our iteration, ${network.name}`,
    async measure() {
      // Always the first iteration: every repeat is the same work, to the bit.
      const [, { timings }] = await trainer.step(state)
      const { total, ...parts } = timings
      return { total, ...parts }
    },
    dispose: () => trainer.dispose(),
  }
}

/** As many steps of MuJoCo alone: what an iteration takes at least. */
async function floorContestant(steps: number): Promise<Contestant> {
  const simulation = rawSimulation(await loadMujoco(), paperSwimmerTask)
  return {
    id: 'raw',
    name: `MuJoCo alone, as many steps`,
    measure: async () => ({ total: await duration(() => simulation.step(steps)) }),
    dispose: () => simulation.dispose(),
  }
}
