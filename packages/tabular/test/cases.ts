import { randomStream } from '@trpo/random'
import * as fc from 'fast-check'
import {
  type EvaluatedPolicy,
  evaluatePolicy,
  type FiniteMdp,
  garnet,
  greedyPolicy,
  mixturePolicy,
  randomPolicy,
  type TabularPolicy,
} from '../src/index.ts'

/** A random process and two policies of it. */
export interface Case {
  readonly mdp: FiniteMdp
  readonly old: EvaluatedPolicy
  readonly other: EvaluatedPolicy
}

export interface CaseOptions {
  readonly leastDiscount?: number
  readonly mostDiscount?: number
}

/** Where the second policy stands to the first. */
const relations: readonly ((old: EvaluatedPolicy, drawn: TabularPolicy) => TabularPolicy)[] = [
  (_, drawn) => drawn,
  (old, drawn) => mixturePolicy(old.policy, drawn, 0.1),
  (old, drawn) => mixturePolicy(old.policy, drawn, 1e-4),
  (old) => mixturePolicy(old.policy, greedyPolicy(old), 0.3),
  (old) => greedyPolicy(old),
]

/** Garnets of 1 to 8 states and 1 to 5 actions with a pair of policies, near or far from each other. */
export function cases({ leastDiscount = 0.05, mostDiscount = 0.99 }: CaseOptions = {}): fc.Arbitrary<Case> {
  return fc
    .record({
      seed: fc.nat(),
      states: fc.integer({ min: 1, max: 8 }),
      actions: fc.integer({ min: 1, max: 5 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      discount: fc.double({ min: leastDiscount, max: mostDiscount, noNaN: true }),
      relation: fc.constantFrom(...relations),
    })
    .map(({ seed, states, actions, share, discount, relation }) => {
      const random = randomStream(seed, 'case')
      const branching = 1 + Math.round(share * (states - 1))
      const mdp = garnet(random, { states, actions, branching, discount })
      const old = evaluatePolicy(mdp, randomPolicy(random, mdp))
      return { mdp, old, other: evaluatePolicy(mdp, relation(old, randomPolicy(random, mdp))) }
    })
}

/** The size of numbers that a difference of returns is made of: what rounding is relative to. */
export function scaleOf({ mdp, values }: EvaluatedPolicy): number {
  return values.reduce((most, v) => Math.max(most, Math.abs(v)), 1) / (1 - mdp.discount)
}

/** The largest difference between two vectors. */
export function distance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) throw new Error(`${x.length} against ${y.length} numbers`)
  return Array.from({ length: x.length }, (_, i) => Math.abs(x[i] - y[i])).reduce((a, b) => Math.max(a, b), 0)
}
