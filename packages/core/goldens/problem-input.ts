/**
 * Writes problem-input.json: a mid-training policy of the task `paper/swimmer` and 600 steps it sampled.
 *
 * Run from the repository's root (about a minute):
 *
 *     pnpm exec node --conditions=@trpo/source packages/core/goldens/problem-input.ts
 *
 * It trains 10 iterations (seed 1, the settings of the preset `paper/swimmer` but for a damping of 0.1 and the f64 network), then samples 12 lanes of 50 steps with
 * seed 2 as iteration 0. generate.py computes from it, in PyTorch, what golden-problem.test.ts compares with.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalTrainer, timeDependentBaseline } from '@trpo/core'
import { loadMujoco, mujocoLanes, paperSwimmerTask } from '@trpo/envs/mujoco'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { ALL_GROUPS, singlePath } from '@trpo/samplers'

const mujoco = await loadMujoco()
const model = gaussianMlp({ observationSize: 9, actionSize: 2, hidden: [30], buildNetwork: networkFromDescription })
const trainer = createLocalTrainer({
  seed: 1,
  model,
  createLanes: (count) => mujocoLanes(mujoco, paperSwimmerTask, count),
  lanes: 50,
  quota: { kind: 'paths', paths: 50 },
  baseline: timeDependentBaseline(1000),
  backtrackRatio: 0.5,
  maxBacktracks: 10,
  damping: 0.1,
})
let state = trainer.init()
for (let iteration = 0; iteration < 10; iteration++) state = (await trainer.step(state))[0]
await trainer.dispose()

const quota = { kind: 'steps', steps: 600 } as const
const lanes = mujocoLanes(mujoco, paperSwimmerTask, 12)
const sampler = singlePath({ quota, lanes: 12 }).create({ policy: model, seed: 2 }, lanes, ALL_GROUPS)
const { theta } = state
const { batch } = await sampler.collect({ iteration: 0, policy: { theta } })
const rows = (array: ArrayLike<number>, size: number) =>
  Array.from({ length: batch.rows }, (_, row) => Array.from({ length: size }, (_, i) => array[row * size + i]))
const input = {
  theta: [...theta],
  observations: rows(batch.observations, 9),
  actions: rows(batch.actions, 2),
  rewards: [...batch.rewards],
}
sampler.dispose()
await writeFile(join(import.meta.dirname, 'problem-input.json'), `${JSON.stringify(input)}\n`)
