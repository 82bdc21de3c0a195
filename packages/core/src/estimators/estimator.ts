import type { MaybePromise } from '@trpo/linalg'
import type { Policy } from '@trpo/policies'
import type { Random } from '@trpo/random'
import type { Batch, PartSettings } from '@trpo/samplers'
import type { AnyPass } from '../passes/pass.ts'
import type { Measures, Numbers } from '../records/measure.ts'
import type { Shards } from '../shard/shards.ts'
import type { EstimateContext } from './estimate-context.ts'

/** An array with its dimensions, row-major. */
export interface NamedTensor {
  /** Its dimensions. */
  readonly shape: readonly number[]
  /** Its entries, as many as the product of the shape. */
  readonly data: Float64Array
}

/** Arrays by name, which an estimator carries from iteration to iteration and a checkpoint keeps. They are never written to. */
export type Tensors = Readonly<Record<string, NamedTensor>>

/**
 * The part of a run that turns a batch into what the objective reads, such as advantages and state weights. Monte Carlo returns
 * over a baseline are one; generalised advantages over a value network and the rollouts of a vine are others.
 *
 * It works through passes, since samples stay in their shards: passes sum over them, small solves happen here, and fills write
 * columns.
 */
export interface Estimator<B extends Batch> {
  /** What screens, reports and errors call it. */
  readonly name: string
  /**
   * What screens say of it before a run, such as `discount 0.99, Monte Carlo, baseline time-dependent`.
   * @default its name
   */
  readonly summary?: string
  /**
   * The settings that it was made with.
   * @default nothing
   */
  readonly settings?: PartSettings
  /** The passes that it runs. */
  readonly passes: readonly AnyPass<B>[]
  /** The meaning of the numbers that it gives, which stand in the record of an iteration. */
  readonly measures: Measures
  /** What it carries before the first iteration. The shapes never change. */
  init(random: Random): Tensors
  /**
   * Fills the columns of a batch, and gives what it carries on. Throws a DataError when finite rewards lead to numbers that are
   * not finite.
   *
   * @param policy the one that sampled the batch
   */
  estimate(shards: Shards<B>, state: Tensors, policy: Policy, context: EstimateContext): Promise<Estimate>
}

/** What an estimator carries on to the next iteration, and its numbers for the record of this one. */
export interface Estimated {
  /** What it carries on to the next iteration. */
  readonly state: Tensors
  /** Its numbers for the record of the iteration. */
  readonly numbers: Numbers
}

/** What an estimator makes of a batch, beside the columns. */
export interface Estimate extends Estimated {
  /**
   * How far the advantages can be trusted, at most 1: the explained variance of what was subtracted. Update rules may take shorter
   * steps where it is small.
   * @default it says nothing of it
   */
  readonly trust?: number | undefined
  /**
   * The rest of the work, which the update of the policy need not wait for, such as the fit of a value network: both need only the
   * batch. It is called once, before the update begins, and may run beside it. Its tensors and numbers are added to those
   * above. It fills no columns.
   * @default there is no more to do
   */
  readonly later?: (() => MaybePromise<Estimated>) | undefined
}

/** An estimate together with the rest of its work, once that is done. */
export async function completed(estimate: Estimate): Promise<Estimated> {
  return withRest(estimate, await estimate.later?.())
}

/** What an estimate and the rest of its work carry on, and the numbers of both. */
export function withRest({ state, numbers }: Estimated, rest?: Estimated): Estimated {
  return { state: { ...state, ...rest?.state }, numbers: { ...numbers, ...rest?.numbers } }
}
