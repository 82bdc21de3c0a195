import type { MaybePromise } from '@trpo/linalg'
import type { Network } from '@trpo/networks'
import type { PartSettings, PathBatch } from '@trpo/samplers'
import type { AnyPass } from '../../../passes/pass.ts'
import type { Measures, Numbers } from '../../../records/measure.ts'
import type { Shards } from '../../../shard/shards.ts'
import type { EstimateContext } from '../../estimate-context.ts'
import type { Tensors } from '../../estimator.ts'

/** What a fit is given of an iteration. The column `returns` holds the targets y. */
export interface FitProblem {
  /** The shards that hold the samples. */
  readonly shards: Shards<PathBatch>
  /** The parameters of the network before the fit, [p]. */
  readonly theta: Float64Array
  /** What the fit carries, by the names of its `init`. */
  readonly state: Tensors
  /** sigma: f is fitted to (y - mu) / sigma. */
  readonly sigma: number
  /** mu, the level of the values; 0 where none is kept. */
  readonly level: number
  /** The iteration, its draws, and where tasks are done. */
  readonly context: EstimateContext
}

/** What a fit came to. Numbers that are not finite are refused by the estimator. */
export interface FittedValues {
  /** The parameters of the network, [p]. */
  readonly theta: Float64Array
  /** What the fit carries on. */
  readonly state: Tensors
  /** Its numbers for the record of the iteration. */
  readonly numbers: Numbers
}

/** A fit of one network. */
export interface NetworkFit {
  /** The passes that it runs; none of them fills a column. */
  readonly passes: readonly AnyPass<PathBatch>[]
  /** What it carries before the first iteration. The names begin with `critic.`. */
  init(): Tensors
  /** Fits the network to the targets of an iteration. */
  fit(problem: FitProblem): MaybePromise<FittedValues>
}

/** A way to fit value networks, such as Adam on minibatches or Gauss-Newton steps over all rows. */
export interface ValueFit {
  /** What screens and reports call it, such as `Adam, 5 epochs`. */
  readonly name: string
  /** The settings that it was made with. */
  readonly settings: PartSettings
  /** The meaning of its numbers. */
  readonly measures: Measures
  /** The fit for a network. */
  of(network: Network): NetworkFit
}
