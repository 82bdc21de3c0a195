import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import {
  actionValues,
  advantagesOf,
  deterministicPolicy,
  evaluatePolicy,
  expectedAdvantages,
  type FiniteMdp,
  finiteMdp,
  garnet,
  kakadeLangfordChain,
  maximalCoupling,
  maxKlDivergence,
  mixturePolicy,
  softmaxPolicy,
  stateDistributions,
  tabularPolicy,
  totalVariation,
  uniformPolicy,
} from '../src/index.ts'

const mdp: FiniteMdp = {
  states: 2,
  actions: 2,
  discount: 0.9,
  transitions: Float64Array.of(1, 0, 0, 1, 0.5, 0.5, 1, 0),
  rewards: Float64Array.of(0, 1),
  initial: Float64Array.of(1, 0),
}
const three = uniformPolicy({ ...mdp, states: 3 })
const uniform = uniformPolicy(mdp)
const garnetOf = (branching: number) =>
  garnet(randomStream(1, 'any'), { states: 2, actions: 2, branching, discount: 0.5 })

describe('an error names what was given and what was expected', () => {
  it.each<[string, () => unknown, string]>([
    ['no states', () => finiteMdp({ ...mdp, states: 0 }), 'finiteMdp: states is 0, expected a whole number'],
    ['half an action', () => finiteMdp({ ...mdp, actions: 1.5 }), 'finiteMdp: actions is 1.5, expected a whole number'],
    [
      'discount 1',
      () => finiteMdp({ ...mdp, discount: 1 }),
      'discount is 1, expected a number strictly between 0 and 1',
    ],
    ['discount 0', () => finiteMdp({ ...mdp, discount: 0 }), 'discount is 0'],
    [
      'a row that does not sum to 1',
      () => finiteMdp({ ...mdp, transitions: Float64Array.of(1, 0, 0, 1, 0.5, 0.25, 1, 0) }),
      'transitions from state 1 under action 0 sum to 0.75, expected 1; divide each entry of the row by their sum',
    ],
    [
      'a negative probability',
      () => finiteMdp({ ...mdp, transitions: Float64Array.of(1, 0, 1.5, -0.5, 0.5, 0.5, 1, 0) }),
      'transitions from state 0 under action 1: entry 1 is -0.5, expected a probability',
    ],
    [
      'a missing row',
      () => finiteMdp({ ...mdp, transitions: Float64Array.of(1, 0) }),
      'transitions has 2 entries, expected 8: [states, actions, states], row-major',
    ],
    [
      'rewards by action',
      () => finiteMdp({ ...mdp, rewards: new Float64Array(4) }),
      'rewards has 4 entries, expected 2',
    ],
    [
      'a reward of NaN',
      () => finiteMdp({ ...mdp, rewards: Float64Array.of(0, Number.NaN) }),
      'the reward of state 1 is NaN',
    ],
    [
      'a start nowhere',
      () => finiteMdp({ ...mdp, initial: new Float64Array(2) }),
      'the initial probabilities sum to 0',
    ],
    [
      'a policy that does not sum to 1',
      () => tabularPolicy(1, 2, Float64Array.of(0.5, 0.4)),
      'probabilities of the actions in state 0 sum to 0.9',
    ],
    ['a policy of another process', () => evaluatePolicy(mdp, three), 'the policy has 3 states and 2 actions'],
    ['too few choices', () => deterministicPolicy(mdp, [0]), 'got 1 choices, expected one for each of 2 states'],
    ['a choice that is none', () => deterministicPolicy(mdp, [0, 2]), 'the choice in state 1 is 2, expected 0 to 1'],
    ['too few logits', () => softmaxPolicy(mdp, new Float64Array(2)), 'logits has 2 entries, expected 4'],
    [
      'an infinite logit',
      () => softmaxPolicy(mdp, Float64Array.of(0, 0, Number.POSITIVE_INFINITY, 0)),
      'logit 0 of state 1 is Infinity',
    ],
    ['values of another process', () => actionValues(mdp, new Float64Array(3)), 'values has 3 entries, expected 2'],
    ['the same for advantages', () => advantagesOf(mdp, uniform, new Float64Array(3)), 'values has 3 entries'],
    ['half a step', () => stateDistributions(mdp, uniform, 0.5), 'steps is 0.5'],
    ['expected advantages', () => expectedAdvantages(evaluatePolicy(mdp, uniform), three), 'the policy has 3 states'],
    ['divergences', () => maxKlDivergence(uniform, three), '2 states and 2 actions against 3 states and 2 actions'],
    ['variation', () => totalVariation(new Float64Array(1), new Float64Array(2)), 'length 2, expected length 1'],
    ['coupling', () => maximalCoupling(new Float64Array(1), new Float64Array(2)), 'length 2, expected length 1'],
    ['mixtures', () => mixturePolicy(uniform, three, 0.5), 'the second policy has 3 states and 2 actions'],
    ['a chain of one', () => kakadeLangfordChain({ length: 1, discount: 0.9 }), 'length is 1'],
    ['no branches', () => garnetOf(0), 'branching is 0, expected a whole number from 1 to the 2 states'],
    ['too many branches', () => garnetOf(3), 'branching is 3'],
    [
      'values that overflow',
      () => evaluatePolicy({ ...mdp, rewards: Float64Array.of(1e308, 1e308) }, uniform),
      'the values overflow',
    ],
  ])('%s', (_name, misuse, message) => {
    expect(misuse).toThrow(RangeError)
    expect(misuse).toThrow(message)
  })
})
