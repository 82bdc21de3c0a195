import type { Policy } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import type { Plain } from './plain.ts'

/**
 * One number for each state of the batch, or as many as its width says, for reading. Rows are those of the batch; the array may
 * be longer.
 */
export type Column = ArrayLike<number>

/** The samples of one lane group, as passes see them. */
export interface GroupSamples<B extends Batch> {
  /** The batch of the shard that owns the group. */
  readonly batch: B
  /** The rows of the group. */
  readonly rows: B['groups'][number]
  /** The whole policy that sampled it, frozen for the iteration. */
  readonly policy: Policy
  /** A column that a fill wrote, [rows] or [rows, width]. Throws an Error that names it when none has written it for this batch. */
  column(name: string): Column
  /** Numbers that a column has for each state. */
  width(name: string): number
  /**
   * What `make` gives for these samples, such as activations. It is computed once for as long as their columns stay as they
   * are, and is keyed by the function itself. `make` is handed what it gave for this group last, whose arrays it may use again.
   */
  once<T>(make: (samples: GroupSamples<B>, last: T | undefined) => T): T
}

/** The same samples, for a fill. */
export interface FillableSamples<B extends Batch> extends GroupSamples<B> {
  /** The array of one of the fill's own columns, [rows] or [rows, width]; what an earlier batch left there is still in it. */
  fill(name: string): Float64Array
}

/** What passes and fills have in common. */
interface Named<R> {
  /** Its name in a run, such as `surrogate/gradient`. Only this and the arguments travel to a shard. */
  readonly name: string
  /** How the results of all lane groups, in group order, become one. */
  readonly combine: (parts: readonly Float64Array[]) => R
}

/**
 * A named function of the samples of one lane group, and the rule by which the results of the groups become one: they are
 * added, joined, or merged as moments. Arguments and results are plain data, so that a pass works on samples that live in
 * another thread.
 *
 * It may keep scratch memory; its result must depend on nothing but samples and arguments.
 */
export interface Pass<B extends Batch, A extends readonly Plain[], R> extends Named<R> {
  /** Computes the group's part. The array is the caller's: it may move to another thread. */
  readonly over: (samples: GroupSamples<B>, ...args: A) => Float64Array
  /** Always absent: a pass that fills columns is a `Fill`. */
  readonly fills?: undefined
}

/**
 * A pass that writes columns which later passes read: returns, advantages, weights. It is a type of its own, as a worker that
 * is replaced repeats `collect` and the fills of the iteration, and nothing else.
 */
export interface Fill<B extends Batch, A extends readonly Plain[], R> extends Named<R> {
  /** The columns that it writes, in the rows of the group. */
  readonly fills: readonly string[]
  /**
   * Numbers that a column has for each state of a batch. All fills of a column agree in it.
   * @default 1
   */
  readonly width?: (name: string, batch: B) => number
  /** Writes the columns and computes the group's part. */
  readonly over: (samples: FillableSamples<B>, ...args: A) => Float64Array
}

/** A pass or a fill of a batch, whatever it takes and gives. */
export type AnyPass<B extends Batch> = Pass<B, never, unknown> | Fill<B, never, unknown>
