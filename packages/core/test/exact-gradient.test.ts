import { estimateContext, inProcessShard, localParts, shardsAsOne, zeroBaseline } from '@trpo/core'
import { type Environment, lanesOf, timeLimit } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { categoricalMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { expect, it } from 'vitest'

const HORIZON = 25
const DISCOUNT = 0.8

/** P(next state = 1 | state, action) and the reward of (state, action): a Markov decision process that can be solved by hand. */
const toOne = [
  [0.9, 0.2],
  [0.3, 0.8],
]
const rewards = [
  [1, 0],
  [-0.5, 2],
]

function chain(): Environment {
  let state = 0
  return timeLimit(
    {
      spec: {
        name: 'chain',
        observationSpace: { kind: 'box', low: [0, 0], high: [1, 1] },
        actionSpace: { kind: 'discrete', n: 2 },
      },
      reset() {
        state = 0
      },
      step([action], random) {
        const reward = rewards[state][action]
        state = random.uniform() < toOne[state][action] ? 1 : 0
        return { reward, terminated: false }
      },
      observe(into) {
        into[0] = 1 - state
        into[1] = state
      },
    },
    HORIZON,
  )
}

/** eta(theta): the expected discounted return over the horizon, by dynamic programming. theta = [weight 2 x 2, bias 2]. */
function eta(theta: Float64Array): number {
  const policy = [0, 1].map((state) => {
    const logits = [0, 1].map((action) => theta[2 * state + action] + theta[4 + action])
    const first = 1 / (1 + Math.exp(logits[1] - logits[0]))
    return [first, 1 - first]
  })
  let values = [0, 0]
  for (let t = 0; t < HORIZON; t++)
    values = [0, 1].map((state) =>
      [0, 1].reduce((sum, action) => {
        const one = toOne[state][action]
        const next = one * values[1] + (1 - one) * values[0]
        return sum + policy[state][action] * (rewards[state][action] + DISCOUNT * next)
      }, 0),
    )
  return values[0]
}

it.each([
  ['reference', networkFromDescription],
  ['kernels', simdNetwork],
] as const)(
  'with discounted state weights, the sampled gradient is that of eta up to sum gamma^t and Monte Carlo error: %s',
  async (_name, buildNetwork) => {
    const model = categoricalMlp({ observationSize: 2, classes: 2, hidden: [], buildNetwork })
    const theta = Float64Array.of(0.3, -0.2, 0.5, 0.1, 0, 0.2)
    const parts = localParts(
      {
        model,
        baseline: zeroBaseline(),
        seed: 4,
        lanes: 120,
        quota: { kind: 'paths', paths: 6000 },
        discount: DISCOUNT,
        stateWeighting: 'discounted',
        standardizeAdvantages: false,
      },
      chain().spec,
    )
    const shard = inProcessShard(parts, (count) => lanesOf(chain, count))
    const all = shardsAsOne([shard])
    await all.collect({ iteration: 0, policy: { theta } })
    const carried = parts.estimator.init(randomStream(4, 'init'))
    await parts.estimator.estimate(all, carried, { ...model, theta }, estimateContext(4, 0))
    const weight = (await shard.run('surrogate/start', [])).reduce((sum, { values }) => sum + values[1], 0)
    const groups = (await shard.run('surrogate/gradient', [])).map(({ values }) => values)
    const total = (1 - DISCOUNT ** HORIZON) / (1 - DISCOUNT)
    for (let i = 0; i < theta.length; i++) {
      const h = 1e-5
      const moved = (step: number) => eta(theta.map((value, j) => (i === j ? value + step : value)))
      const exact = (moved(h) - moved(-h)) / (2 * h)
      // The 12 groups are independent: their spread gives the standard error of the whole.
      const parts = groups.map((sum) => (sum[i] / weight) * groups.length * total)
      const estimate = parts.reduce((a, b) => a + b) / parts.length
      const variance = parts.reduce((sum, part) => sum + (part - estimate) ** 2, 0) / (parts.length - 1)
      expect(Math.abs(estimate - exact)).toBeLessThan(4 * Math.sqrt(variance / parts.length))
      expect(Math.sqrt(variance / parts.length)).toBeLessThan(0.15 * Math.abs(exact) + 0.02)
    }
  },
)
