import type { Random } from '@trpo/random'

/** Either precision; arrays are row-major. */
export type RealArray = Float32Array | Float64Array

/** A named part of the flat parameter vector: theta[offset .. offset + size), row-major in `shape`. */
export interface Leaf {
  readonly name: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly size: number
}

/** What `forward` keeps for the derivatives. Valid as long as the theta and x it was made from are unchanged. */
export interface Tape {
  readonly rows: number
  /** The outputs, [rows, outputSize]. */
  readonly y: RealArray
}

/**
 * A differentiable function of a flat parameter vector theta [p] and a row of inputs, applied to many rows at once.
 *
 * `jvp` and `vjp` are all that the Fisher-vector product J'MJ v of appendix C.1 needs; there is no second derivative
 * anywhere. Rows do not influence each other: any split of a batch gives the same outputs bit for bit.
 * Implementations are exchanged by value; `T` is theirs, opaque to callers.
 */
export interface Network<T extends Tape = Tape> {
  /** Everything needed to build it again, as JSON. */
  readonly description: NetworkDescription
  readonly inputSize: number
  readonly outputSize: number
  /** p, the length of theta. */
  readonly parameterCount: number
  readonly leaves: readonly Leaf[]
  /** The precision of inputs and outputs: observations are stored as this. */
  readonly precision: 'f32' | 'f64'
  /** Initial parameters [p]. */
  init(random: Random): Float64Array
  /** y [rows, outputSize] of x [rows, inputSize]. A tape of an earlier call may be handed in to reuse its memory; it is then no longer valid. */
  forward(theta: Float64Array, x: RealArray, rows: number, reuse?: T): T
  /** The derivative of y along dtheta [p], x fixed: J dtheta, [rows, outputSize]. Overwritten by the next jvp on the same tape. */
  jvp(tape: T, dtheta: Float64Array): RealArray
  /** Adds J' ybar, summed over the rows in row order in f64, to `into` [p]; ybar is [rows, outputSize]. */
  vjp(tape: T, ybar: RealArray, into: Float64Array): void
}

/** A layer, as JSON. */
export type LayerDescription =
  | { readonly kind: 'dense'; readonly inputSize: number; readonly outputSize: number; readonly gain: number }
  | { readonly kind: 'tanh'; readonly size: number }
  | { readonly kind: 'relu'; readonly size: number }
  /** Free parameters appended to every row of outputs: the state-independent log std of appendix D. */
  | { readonly kind: 'append'; readonly inputSize: number; readonly name: string; readonly initial: readonly number[] }

export interface NetworkDescription {
  readonly kind: 'sequential'
  readonly layers: readonly LayerDescription[]
}
