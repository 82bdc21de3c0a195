// Trains with the parts of docs/contributing-guide.md: an environment, a baseline, an algorithm and a network of one's own.
import { createLocalTrainer } from '@trpo/core'
import { gaussianMlp, mode } from '@trpo/policies'
import { loadPolicy, savePolicy } from '@trpo/policies/node'
import { linearInTimeBaseline } from './guide/linear-in-time.ts'
import { penaltyUpdate } from './guide/penalty-update.ts'
import { pendulum } from './guide/pendulum.ts'
import { tfjsNetwork } from './guide/tfjs-network.ts'

const trainer = createLocalTrainer({
  seed: 1,
  environment: pendulum,
  model: gaussianMlp({ observationSize: 3, actionSize: 1, hidden: [16], buildNetwork: tfjsNetwork }),
  baseline: linearInTimeBaseline(),
  update: penaltyUpdate(1),
  quota: { kind: 'steps', steps: 2400 },
})
let state = trainer.init()
for (let iteration = 0; iteration < 3; iteration++) {
  const [next, { episodes, update }] = await trainer.step(state)
  console.log(`iteration ${iteration + 1}: return ${episodes.meanReturn?.toFixed(1)}, ${update.status}`)
  state = next
}
await savePolicy('pendulum-policy', trainer.policy(state))
await trainer.dispose()
const policy = await loadPolicy('pendulum-policy', { buildNetwork: tfjsNetwork })
console.log(`hanging down it is turned by ${mode(policy, [-1, 0, 0])[0]?.toFixed(6)} N m`)
