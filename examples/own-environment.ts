// Trains on an environment of one's own: a cart on a rail that is pushed, and should come to rest in the middle.
import { createLocalTrainer } from '@trpo/core'
import { box, type Environment, timeLimit } from '@trpo/envs'
import { mode } from '@trpo/policies'

function cart(): Environment {
  let position = 0
  let velocity = 0
  return {
    spec: {
      name: 'cart',
      observationSpace: box([-Infinity, -Infinity], [Infinity, Infinity]),
      actionSpace: box([-1], [1]),
    },
    reset(random) {
      position = 2 * random.uniform() - 1
      velocity = 0
    },
    step([push = 0]) {
      velocity += 0.1 * Math.max(-1, Math.min(1, push))
      position += 0.1 * velocity
      return { reward: -position * position - 0.1 * velocity * velocity, terminated: Math.abs(position) > 3 }
    },
    observe(into) {
      into[0] = position
      into[1] = velocity
    },
  }
}

const trainer = createLocalTrainer({
  seed: 1,
  environment: () => timeLimit(cart(), 100),
  quota: { kind: 'paths', paths: 24 },
})
let state = trainer.init()
for (let iteration = 0; iteration < 20; iteration++) {
  const [next, { episodes }] = await trainer.step(state)
  console.log(`iteration ${iteration + 1}: return ${episodes.meanReturn?.toFixed(2)}`)
  state = next
}
console.log('at 1 and at rest it is pushed by', mode(trainer.policy(state), [1, 0])[0])
await trainer.dispose()
