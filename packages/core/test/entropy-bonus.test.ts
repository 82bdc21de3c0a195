import {
  createTrainer,
  everyActionForm,
  importanceSampled,
  inProcessShard,
  localParts,
  numberIn,
  sampledObjective,
  trustRegionUpdate,
  withEntropyBonus,
} from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { describe, expect, it } from 'vitest'
import { smallRun } from './settings.ts'
import { type HandmadeVine, problemBy, tabularPolicy } from './vine/fixed-batch.ts'

const STATES = 3
const ACTIONS = 4
const BONUS = 0.3

const policy = tabularPolicy(STATES, ACTIONS)
const theta = Float64Array.from({ length: policy.network.parameterCount }, (_, i) => Math.sin(3 * i))
const shares = [0.5, 2, 1]

/** Every action of every state, worth `value`. */
const vine = (value: (state: number, action: number) => number): HandmadeVine<true> => ({
  every: true,
  states: STATES,
  actions: shares.map(() => [0, 1, 2, 3]),
  logQ: shares.map(() => new Array<number>(ACTIONS).fill(Math.log(1 / ACTIONS))),
  values: shares.map((_, state) => [0, 1, 2, 3].map((action) => value(state, action))),
  shares,
})

/** The probabilities of each state: theta = [logits (n K), biases K]. */
function probabilities(at: Float64Array): readonly (readonly number[])[] {
  return shares.map((_, state) => {
    const logits = [0, 1, 2, 3].map((action) => at[state * ACTIONS + action] + at[STATES * ACTIONS + action])
    const all = logits.reduce((sum, logit) => sum + Math.exp(logit), 0)
    return logits.map((logit) => Math.exp(logit) / all)
  })
}

/** The mean entropy by its definition, states weighted by their shares. */
function meanEntropy(at: Float64Array): number {
  const all = shares.reduce((sum, share) => sum + share)
  return probabilities(at)
    .map((state) => -state.reduce((sum, p) => sum + p * Math.log(p), 0))
    .reduce((sum, entropy, state) => sum + (shares[state] * entropy) / all, 0)
}

const plain = sampledObjective({ form: everyActionForm() })
const withBonus = withEntropyBonus(plain, BONUS)

describe('an objective with an entropy bonus', () => {
  const values = (state: number, action: number) => Math.cos(state + 2 * action)
  const elsewhere = theta.map((value, i) => value + 0.2 * Math.cos(i))

  it('adds bonus x mean entropy to L, here and elsewhere, and leaves KL and the metric alone', async () => {
    const [without, problem] = [
      await problemBy(plain, policy, theta, vine(values)),
      await problemBy(withBonus, policy, theta, vine(values)),
    ]
    expect(problem.surrogate).toBeCloseTo(without.surrogate + BONUS * meanEntropy(theta), 12)
    const [a, b] = [await without.evaluate(elsewhere), await problem.evaluate(elsewhere)]
    expect(b.surrogate).toBeCloseTo(a.surrogate + BONUS * meanEntropy(elsewhere), 12)
    expect(b.kl).toBe(a.kl)
    expect(await problem.fisherProduct(elsewhere)).toEqual(await without.fisherProduct(elsewhere))
  })

  it('is itself at theta_old, to the bit', async () => {
    const problem = await problemBy(withBonus, policy, theta, vine(values))
    expect(await problem.evaluate(theta)).toEqual({ surrogate: problem.surrogate, kl: 0 })
  })

  it('has the gradient that finite differences of L give', async () => {
    const problem = await problemBy(withBonus, policy, theta, vine(values))
    const gradient = await problem.gradient()
    const h = 1e-4
    for (const i of theta.keys()) {
      const at = async (sign: number) =>
        (await problem.evaluate(theta.map((value, j) => (i === j ? value + sign * h : value)))).surrogate
      expect(gradient[i]).toBeCloseTo(((await at(1)) - (await at(-1))) / (2 * h), 7)
    }
  })

  it('takes steps towards the uniform policy where all actions are worth the same', async () => {
    const problem = await problemBy(
      withBonus,
      policy,
      theta,
      vine(() => 0),
    )
    const { status, theta: next } = await trustRegionUpdate({ maxKl: 0.05 }).step(problem)
    expect(status).toBe('accepted')
    expect(meanEntropy(next)).toBeGreaterThan(meanEntropy(theta) + 0.05)
  })

  it.each([[0], [-1], [Number.NaN], [Infinity]])('refuses a bonus of %s', (bonus) => {
    expect(() => withEntropyBonus(plain, bonus)).toThrow(`bonus is ${bonus}; give a finite number above 0`)
  })

  it('keeps the entropy of a cart-pole policy higher', async () => {
    const { environment: _, ...settings } = smallRun
    const parts = localParts(settings, cartPole().spec)
    const objective = sampledObjective({ form: importanceSampled() })
    const entropyAfter = async (of: typeof objective) => {
      const run = { ...parts, objective: of }
      const trainer = createTrainer(run, [inProcessShard(run, (count) => lanesOf(cartPole, count))])
      let [state, record] = await trainer.step(trainer.init())
      for (let i = 0; i < 4; i++) [state, record] = await trainer.step(state)
      await trainer.dispose()
      return numberIn(record, 'entropy')
    }
    expect(await entropyAfter(withEntropyBonus(objective, 1))).toBeGreaterThan((await entropyAfter(objective)) ?? 0)
  })
})
