import type { ObservationArray, RealArray } from '@trpo/math'
import type { Random } from '@trpo/random'
import type { NetworkDescription } from './description.ts'
import type { LayerExtensions } from './layer.ts'

/** A named part of the flat parameter vector: theta[offset .. offset + size), row-major in `shape`. */
export interface Leaf {
  /** Its name, such as `0.weight`; no two are alike. */
  readonly name: string
  /** Its dimensions. */
  readonly shape: readonly number[]
  /** Where it starts in theta. */
  readonly offset: number
  /** How many parameters it has, the product of the shape. */
  readonly size: number
}

/** What `forward` keeps for the derivatives. It is valid as long as its theta and x do not change. */
export interface Tape {
  /** Rows of the forward pass. */
  readonly rows: number
  /** The outputs, [rows, outputSize]. */
  readonly y: RealArray
}

/**
 * A differentiable function of a flat parameter vector theta [p] and a row of inputs, applied to many rows at once.
 *
 * `jvp` and `vjp` are all that the Fisher-vector product J'MJ v of appendix C.1 needs; there is no second derivative
 * anywhere. Rows do not influence each other: any split of a batch gives the same outputs bit for bit. Implementations
 * are exchanged by value; their type `T` is opaque to callers.
 */
export interface Network<T extends Tape = Tape> {
  /** Everything needed to build it again, as JSON. */
  readonly description: NetworkDescription
  /** Numbers in a row of inputs. */
  readonly inputSize: number
  /** Numbers in a row of outputs. */
  readonly outputSize: number
  /** p, the length of theta. */
  readonly parameterCount: number
  /** The parts of theta, in order and without gaps. */
  readonly leaves: readonly Leaf[]
  /** The precision of inputs and outputs. */
  readonly precision: 'f32' | 'f64'
  /**
   * Whether inputs may be bytes too, a Uint8Array, which are converted as they are used: a tape of frames then takes a quarter of
   * the memory. The outputs are those of the same numbers in the network's precision, bit for bit.
   * @default false
   */
  readonly takesBytes?: boolean
  /**
   * Those kinds of its layers that a page loads only where a network has them: its description is read with them.
   * @default none
   */
  readonly extensions?: LayerExtensions
  /** Initial parameters [p]. */
  init(random: Random): Float64Array
  /**
   * y [rows, outputSize] of x [rows, inputSize], in the network's precision, or bytes where it takes them. The tape of an
   * earlier call can be handed in to reuse its memory, and is then no longer valid. theta may change between calls; see
   * `at` for many calls with one theta.
   */
  forward(theta: Float64Array, x: ObservationArray, rows: number, reuse?: T): T
  /**
   * The network at theta [p], for many calls. theta is checked and copied once, here, and a later change of the array
   * has no effect. Any number of such networks can be used side by side.
   */
  at(theta: Float64Array): NetworkAt<T>
  /**
   * J dtheta [rows, outputSize], the derivative of y along dtheta [p] with x fixed. The next jvp on the same tape
   * overwrites it.
   */
  jvp(tape: T, dtheta: Float64Array): RealArray
  /**
   * Adds J' ybar, summed over the rows, to `into` [p]; ybar is [rows, outputSize], in either precision if the network's
   * is f32. The sum is in f64 and in row order; networks in f32 may first add up a fixed number of rows in f32.
   */
  vjp(tape: T, ybar: RealArray, into: Float64Array): void
}

/** A network whose parameters are fixed. */
export interface NetworkAt<T extends Tape = Tape> {
  /**
   * Gives the result of `Network.forward` at these parameters, bit for bit. Its tapes go to the network's `jvp` and
   * `vjp`, and can be handed as `reuse` to this function and to `Network.forward`.
   */
  forward(x: ObservationArray, rows: number, reuse?: T): T
}
