// Logs every record as a line of JSON, stops when the last five iterations are good enough, and saves the best policy.
import { appendFile, rm } from 'node:fs/promises'
import { createLocalTrainer } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { savePolicy } from '@trpo/policies/node'

const enough = 900
const trainer = createLocalTrainer({ seed: 1, environment: cartPole, quota: { kind: 'paths', paths: 24 } })

await rm('metrics.jsonl', { force: true })
const recent: number[] = []
let best = -Infinity
let state = trainer.init()
for (let iteration = 1; iteration <= 100; iteration++) {
  const [next, record] = await trainer.step(state)
  await appendFile('metrics.jsonl', `${JSON.stringify(record)}\n`)
  const meanReturn = record.episodes.meanReturn ?? -Infinity
  console.log(`iteration ${iteration}: return ${meanReturn.toFixed(1)}`)

  // The record is of the policy that sampled, which is that of the state before the step.
  if (meanReturn > best) {
    best = meanReturn
    await savePolicy('cart-pole-policy', trainer.policy(state))
  }
  recent.push(meanReturn)
  if (recent.length >= 5 && recent.slice(-5).every((value) => value >= enough)) {
    console.log(`stopped: five iterations in a row earned ${enough} or more`)
    break
  }
  state = next
}
console.log(`the best policy, with a return of ${best.toFixed(1)}, is in cart-pole-policy`)
await trainer.dispose()
