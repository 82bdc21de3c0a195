// An update rule of one's own: a long step along the plain gradient, halved until the mean KL obeys the bound.
import { createLocalTrainer, numberIn, type UpdateRule } from '@trpo/core'
import { cartPole } from '@trpo/envs'

function halvedGradient(maxKl: number): UpdateRule {
  return {
    name: 'halved gradient',
    settings: { maxKl },
    summary: `gradient steps, halved until KL is at most ${maxKl}`,
    measures: {
      kl: { title: 'Mean KL of the step', description: 'KL(old || new), the mean over the states.', unit: 'nats' },
      halvings: { title: 'Halvings', description: 'How often the step was halved.' },
    },
    async step(problem) {
      const gradient = await problem.gradient()
      for (let halvings = 0; halvings < 60; halvings++) {
        const scale = 1024 / 2 ** halvings
        const theta = problem.theta.map((value, i) => value + scale * (gradient[i] ?? 0))
        const { kl, surrogate } = await problem.evaluate(theta)
        if (kl <= maxKl && surrogate > problem.surrogate)
          return { status: 'accepted', theta, numbers: { kl, halvings } }
      }
      // What is not accepted leaves theta as it was.
      return { status: 'noImprovement', theta: problem.theta, numbers: { kl: Number.NaN, halvings: 60 } }
    },
  }
}

const trainer = createLocalTrainer({
  seed: 1,
  environment: cartPole,
  update: halvedGradient(0.01),
  quota: { kind: 'steps', steps: 4000 },
})
let state = trainer.init()
for (let iteration = 0; iteration < 10; iteration++) {
  const [next, record] = await trainer.step(state)
  const { meanReturn } = record.episodes
  console.log(`iteration ${iteration + 1}: return ${meanReturn?.toFixed(1)}, KL ${numberIn(record, 'kl')?.toFixed(5)}`)
  state = next
}
await trainer.dispose()
