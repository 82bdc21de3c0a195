// Loads the policy that logging-and-early-stopping.ts saved, and balances a pole with its most likely actions.
import { cartPole } from '@trpo/envs'
import { mode } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { randomStream } from '@trpo/random'

const policy = await loadPolicy('cart-pole-policy')
const environment = cartPole()
const random = randomStream(1, 'an episode')
const observation = new Float64Array(policy.network.inputSize)
environment.reset(random)
let steps = 0
let earned = 0
for (let done = false; !done; steps++) {
  environment.observe(observation)
  const { reward, terminated, truncated } = environment.step(mode(policy, observation), random)
  earned += reward
  done = terminated || truncated === true
}
console.log(`${steps} steps, return ${earned.toFixed(1)}`)
