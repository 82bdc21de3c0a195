import { createLocalTrainer, linearFeatureBaseline } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { act, gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'

/** Trains on cart-pole for three iterations, acts once, and gives every bit of the parameters and the action, in hex. */
export async function train(): Promise<string> {
  const trainer = createLocalTrainer({
    seed: 7,
    environment: cartPole,
    model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [16] }),
    baseline: linearFeatureBaseline(4),
    quota: { kind: 'steps', steps: 1500 },
    normalizeObservations: true,
  })
  let state = trainer.init()
  for (let iteration = 0; iteration < 3; iteration++) {
    const [next, { update }] = await trainer.step(state)
    if (update.status !== 'accepted') throw new Error(`the step ended with ${update.status}`)
    state = next
  }
  const action = act(trainer.policy(state), [0.01, 0, -0.02, 0.1], randomStream(7, 'page'))
  await trainer.dispose()
  return hex(Float64Array.of(...state.theta, ...action))
}

function hex(numbers: Float64Array): string {
  return Array.from(new Uint8Array(numbers.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
