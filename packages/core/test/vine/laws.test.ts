import { everyActionForm, selfNormalised } from '@trpo/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { problemOf, tabularPolicy } from './fixed-batch.ts'

const STATES = 3
const ACTIONS = 4
const policy = tabularPolicy(STATES, ACTIONS)
const SIZE = STATES * ACTIONS + ACTIONS

const numbers = (length: number, scale: number) =>
  fc.array(fc.double({ min: -scale, max: scale, noNaN: true }), { minLength: length, maxLength: length })
const rowsOf = (width: number, scale: number) =>
  fc.array(numbers(width, scale), { minLength: STATES, maxLength: STATES })
const thetas = numbers(SIZE, 1).map((values) => Float64Array.from(values))
const shares = fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: STATES, maxLength: STATES })
const allActions = Array.from({ length: STATES }, () => [0, 1, 2, 3])
const someActions = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), {
  minLength: STATES,
  maxLength: STATES,
})

/** log pi(a|s) of all actions in a state. */
function logProbs(theta: Float64Array, state: number): number[] {
  const observation = Float64Array.from({ length: STATES }, (_, i) => (i === state ? 1 : 0))
  const logits = Array.from(policy.network.forward(theta, observation, 1).y)
  const greatest = Math.max(...logits)
  const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0)) + greatest
  return logits.map((logit) => logit - total)
}

/** The gradient of a function of theta, by central differences. */
function differences(value: (theta: Float64Array) => number, theta: Float64Array): number[] {
  return Array.from(theta, (_, i) => {
    const at = (step: number) => value(theta.map((entry, j) => (i === j ? entry + step : entry)))
    return (at(1e-5) - at(-1e-5)) / 2e-5
  })
}

const close = (actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) => {
  expect(actual.length).toBe(expected.length)
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i] - expected[i])).toBeLessThan(tolerance)
}

it('with a uniform q over all actions Eq 16 is Eq 15', async () => {
  await fc.assert(
    fc.asyncProperty(thetas, thetas, rowsOf(ACTIONS, 5), shares, async (old, other, values, weights) => {
      const logQ = allActions.map((actions) => actions.map(() => Math.log(1 / ACTIONS)))
      const vine = { every: true, states: STATES, actions: allActions, logQ, values, shares: weights } as const
      const exact = await problemOf(policy, old, everyActionForm(), vine)
      const sampled = await problemOf(policy, old, selfNormalised(), vine)
      const [one, two] = [await exact.evaluate(other), await sampled.evaluate(other)]
      expect(Math.abs(one.surrogate - two.surrogate)).toBeLessThan(1e-12)
      close(await sampled.gradient(), await exact.gradient(), 1e-12)
    }),
    { numRuns: 40 },
  )
})

it('with q = pi_old the gradient is the mean of (1/K) sum of grad log pi(a_k) (Q_k - mean Q)', async () => {
  await fc.assert(
    fc.asyncProperty(thetas, someActions, rowsOf(3, 5), shares, async (theta, actions, values, weights) => {
      const logQ = actions.map((chosen, state) => chosen.map((action) => logProbs(theta, state)[action]))
      const vine = { every: false, states: STATES, actions, logQ, values, shares: weights } as const
      const { gradient } = await problemOf(policy, theta, selfNormalised(), vine)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const expected = differences((at) => {
        let sum = 0
        for (let state = 0; state < STATES; state++) {
          const mean = values[state].reduce((one, other) => one + other, 0) / 3
          const logs = logProbs(at, state)
          for (const [k, action] of actions[state].entries())
            sum += (weights[state] / total) * (1 / 3) * logs[action] * (values[state][k] - mean)
        }
        return sum
      }, theta)
      close(await gradient(), expected, 1e-7)
    }),
    { numRuns: 40 },
  )
})

it('a constant added to Q in a state changes no gradient and no difference of L', async () => {
  await fc.assert(
    fc.asyncProperty(
      thetas,
      thetas,
      someActions,
      rowsOf(3, 5),
      numbers(STATES, 50),
      async (old, other, actions, values, constants) => {
        const logQ = actions.map((chosen, state) =>
          chosen.map((action) => Math.log(0.1 + 0.2 * ((state + action) % 3))),
        )
        const vine = { every: false, states: STATES, actions, logQ, values, shares: [1, 2, 0.5] } as const
        const shifted = { ...vine, values: values.map((row, state) => row.map((value) => value + constants[state])) }
        const one = await problemOf(policy, old, selfNormalised(), vine)
        const two = await problemOf(policy, old, selfNormalised(), shifted)
        close(await two.gradient(), await one.gradient(), 1e-11)
        const gain = async (problem: typeof one) => (await problem.evaluate(other)).surrogate - problem.surrogate
        expect(Math.abs((await gain(two)) - (await gain(one)))).toBeLessThan(1e-11)
      },
    ),
    { numRuns: 40 },
  )
})

it('the gradient is that of L by finite differences, for any q', async () => {
  await fc.assert(
    fc.asyncProperty(thetas, someActions, rowsOf(3, 5), rowsOf(3, 2), async (theta, actions, values, logQ) => {
      const vine = { every: false, states: STATES, actions, logQ, values, shares: [1, 2, 0.5] } as const
      const problem = await problemOf(policy, theta, selfNormalised(), vine)
      const gradient = await problem.gradient()
      for (const i of [0, 5, SIZE - 1]) {
        const at = async (step: number) =>
          (await problem.evaluate(theta.map((entry, j) => (i === j ? entry + step : entry)))).surrogate
        expect(Math.abs(gradient[i] - ((await at(1e-5)) - (await at(-1e-5))) / 2e-5)).toBeLessThan(1e-7)
      }
    }),
    { numRuns: 30 },
  )
})

it('at theta_old L is what it is recorded as, bit for bit, and KL is exactly 0', async () => {
  const theta = Float64Array.from({ length: SIZE }, (_, i) => ((i * 7) % 5) / 5)
  const actions = [
    [0, 2, 1],
    [3, 3, 0],
    [1, 2, 3],
  ]
  const values = [
    [1, -2, 0.5],
    [3, 4, 5],
    [0, 0, 1],
  ]
  const logQ = actions.map((row) => row.map(() => Math.log(0.25)))
  const vine = { every: false, states: STATES, actions, logQ, values, shares: [1, 1, 1] } as const
  const problem = await problemOf(policy, theta, selfNormalised(), vine)
  const { surrogate, kl } = await problem.evaluate(theta.slice())
  expect(surrogate).toBe(problem.surrogate)
  expect(kl).toBe(0)
})

it('with exact Q and states weighted by rho, eta + L / (1 - gamma) of Eq 15 is the true local surrogate of Eq 3', async () => {
  const gamma = 0.8
  await fc.assert(
    fc.asyncProperty(
      thetas,
      thetas,
      rowsOf(STATES * ACTIONS, 2),
      rowsOf(ACTIONS, 1),
      async (old, other, logits, rewards) => {
        // P(s' | s, a), by softmax of random numbers; the start distribution is uniform.
        const next = (s: number, a: number) => {
          const weights = logits[s].slice(a * STATES, (a + 1) * STATES).map(Math.exp)
          const sum = weights.reduce((one, two) => one + two, 0)
          return weights.map((weight) => weight / sum)
        }
        const pi = (theta: Float64Array) => [0, 1, 2].map((s) => logProbs(theta, s).map(Math.exp))
        const before = pi(old)
        let v = [0, 0, 0]
        const q = (s: number, a: number) =>
          rewards[s][a] + gamma * next(s, a).reduce((sum, p, to) => sum + p * v[to], 0)
        for (let sweep = 0; sweep < 400; sweep++)
          v = [0, 1, 2].map((s) => before[s].reduce((sum, p, a) => sum + p * q(s, a), 0))
        let visits = [1, 1, 1].map((one) => one / 3)
        const rho = [0, 0, 0]
        for (let t = 0; t < 400; t++) {
          const later = [0, 0, 0]
          for (let s = 0; s < STATES; s++) {
            rho[s] += visits[s]
            for (let a = 0; a < ACTIONS; a++)
              for (const [to, p] of next(s, a).entries()) later[to] += gamma * visits[s] * before[s][a] * p
          }
          visits = later
        }
        const eta = (v[0] + v[1] + v[2]) / 3
        const after = pi(other)
        const exact = rho.reduce(
          (sum, weight, s) => sum + weight * after[s].reduce((inner, p, a) => inner + p * (q(s, a) - v[s]), 0),
          eta,
        )
        const values = [0, 1, 2].map((s) => [0, 1, 2, 3].map((a) => q(s, a)))
        const logQ = allActions.map((actions) => actions.map(() => Math.log(1 / ACTIONS)))
        const vine = { every: true, states: STATES, actions: allActions, logQ, values, shares: rho } as const
        const { surrogate } = await (await problemOf(policy, old, everyActionForm(), vine)).evaluate(other)
        expect(Math.abs(eta + surrogate / (1 - gamma) - exact)).toBeLessThan(1e-10)
      },
    ),
    { numRuns: 30 },
  )
})
