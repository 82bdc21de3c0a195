import type { RealArray } from '@trpo/networks'
import { type Normalizer, type PolicyTape, policyAt } from '@trpo/policies'
import { type Batch, observationRows, type RowMemory } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock, rowsOf } from '../passes/blocks.ts'
import type { Pass } from '../passes/pass.ts'
import { plusAll } from '../passes/running-sums.ts'
import type { DivergenceConstraint } from './constraints/constraint.ts'
import { repeated } from './each-action.ts'
import type { SurrogateForm } from './forms/form.ts'

/** What a trial came to in each lane group: the sums of weight x term, and what the constraint folded. */
export interface TrialParts {
  /** The sum of weight x term over all groups. */
  readonly surrogate: number
  /** What the constraint folded in each group, in group order. */
  readonly divergences: readonly number[]
}

/**
 * L and the constraint at another theta, and perhaps with another normaliser, in one forward pass (Eq 14). For the policy
 * that sampled, both are exactly the values at theta_old.
 */
export function trialPass<B extends Batch>(
  form: SurrogateForm<B>,
  constraint: DivergenceConstraint,
): Pass<B, [theta: Float64Array, normalizer: Plainly<Normalizer> | null], TrialParts> {
  const terms = new Float64Array(BLOCK_ROWS)
  const kls = new Float64Array(BLOCK_ROWS)
  let logProbs = new Float64Array(0)
  let tape: PolicyTape | undefined
  const memory: RowMemory = {}
  return {
    name: 'surrogate/trial',
    over(samples, theta, normalizer) {
      const { batch, rows: group, policy } = samples
      const { actionsPerState, actionSize, parameterSize } = batch
      const { distribution } = policy
      const trial = policyAt({ ...policy, theta, normalizer: normalizer ?? policy.normalizer })
      const weights = samples.column('weights')
      if (logProbs.length < BLOCK_ROWS * actionsPerState) logProbs = new Float64Array(BLOCK_ROWS * actionsPerState)
      const sums = new Float64Array(2)
      forEachBlock(group.start, group.end, (from, rows) => {
        const actions = rowsOf(batch.actions, actionsPerState * actionSize, from, rows)
        tape = trial.forward(observationRows(batch, from, rows, memory), rows, tape)
        distribution.logProb(rows * actionsPerState, repeated(tape.y, rows, batch), actions, logProbs)
        distribution.kl(rows, rowsOf<RealArray>(batch.mu, parameterSize, from, rows), tape.y, kls)
        form.terms(samples, from, rows, logProbs, terms)
        sums[0] = plusAll(sums[0], terms, 0, rows)
        sums[1] = constraint.fold(sums[1], kls, weights, from, rows)
      })
      return sums
    },
    combine: (parts) => ({
      surrogate: parts.map(([surrogate]) => surrogate).reduce((sum, part) => sum + part),
      divergences: parts.map(([, divergence]) => divergence),
    }),
  }
}

/** The same fields, as a record that travels: interfaces have no index signature. */
export type Plainly<T> = { readonly [K in keyof T]: T[K] }
