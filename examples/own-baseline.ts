// A baseline of one's own: the mean of all returns of the batch before.
import { type Baseline, createLocalTrainer } from '@trpo/core'
import { cartPole } from '@trpo/envs'

/** One number for every state. The statistics are the sum of the returns and how many there are. */
function meanReturn(): Baseline {
  return {
    name: 'mean return',
    fitOn: 'previous',
    initial: () => Float64Array.of(0),
    statisticsSize: 2,
    accumulate(_batch, { offset, length }, returns, into) {
      const sum = returns.subarray(offset, offset + length).reduce((total, value) => total + value, into[0] ?? 0)
      into.set([sum, (into[1] ?? 0) + length])
    },
    solve: ([sum = 0, count = 0]) => Float64Array.of(count === 0 ? 0 : sum / count),
    predict([mean = 0], _batch, { offset, length }, into) {
      into.fill(mean, offset, offset + length)
    },
    predictLast: ([mean = 0]) => mean,
  }
}

const trainer = createLocalTrainer({
  seed: 1,
  environment: cartPole,
  baseline: meanReturn(),
  quota: { kind: 'steps', steps: 4000 },
})
let state = trainer.init()
for (let iteration = 0; iteration < 10; iteration++) {
  const [next, { episodes }] = await trainer.step(state)
  const baseline = Number(next.estimator['baseline']?.data[0])
  console.log(`iteration ${iteration + 1}: return ${episodes.meanReturn?.toFixed(1)}, baseline ${baseline.toFixed(1)}`)
  state = next
}
await trainer.dispose()
