// Evaluates while it trains, stops on a plateau, keeps the best policy of a run in a folder, and says what it is worth.
import { averagedTraining, createLocalTrainer, evaluatedTraining, stopOnPlateau } from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { loadPolicy } from '@trpo/policies/node'
import { beginRun, bestEvaluation } from '@trpo/runs'
import { evaluatePolicy } from '@trpo/samplers'

const trainer = createLocalTrainer({ seed: 1, environment: cartPole, quota: { kind: 'paths', paths: 24 } })
const training = evaluatedTraining(averagedTraining(trainer, { decay: 0.9 }), {
  createLanes: (count) => lanesOf(cartPole, count),
  seed: 1,
  every: 2,
  episodes: 20,
  stop: stopOnPlateau(5),
})

const { records, stopped } = await beginRun({
  directory: 'cart-pole-run',
  config: { iterations: 100, checkpoints: { keep: 1 } },
  training,
  force: true,
  onRecord({ iteration, evaluation }) {
    if (evaluation) console.log(`iteration ${iteration}: ${evaluation.meanReturn} (${evaluation.policy} policy)`)
  },
})
await training.dispose()

const best = bestEvaluation(records)
console.log(
  `${stopped ? 'stopped' : 'done'} after ${records.length} iterations, the best is that of ${best?.iteration}`,
)

// Under draws by which it was not chosen.
const policy = await loadPolicy('cart-pole-run/best')
const lanes = lanesOf(cartPole, 10)
const { returns, ends } = await evaluatePolicy({ policy, lanes, episodes: 100, seed: 2, choice: 'mode' })
lanes.dispose()
console.log(`100 episodes: return ${returns.mean.toFixed(1)} ± ${returns.std.toFixed(1)}, ${ends.terminated} fell`)
