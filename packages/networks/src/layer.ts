import type { Random } from '@trpo/random'
import type { LayerDescription } from './description.ts'
import type { EngineBuilder } from './simd/engine.ts'

/**
 * One step of a network: a differentiable function of its own parameters [q] and a row of inputs.
 *
 * Arrays are f64 and row-major: x and dx are [rows, inputSize]; y, dy and ybar are [rows, outputSize]; the parameters,
 * their direction and their cotangent are [q]. No array that is written is also an input. Every row is computed on its
 * own, and sums over rows run in row order, with one addition a row for each parameter.
 */
export interface Layer {
  /** Everything needed to build it again, as JSON. */
  readonly description: LayerDescription
  /** Numbers in one row of inputs. */
  readonly inputSize: number
  /** Numbers in one row of outputs. */
  readonly outputSize: number
  /** The parameters in the order of their memory, named for a layer at `position` (from 0) of a network. */
  parameters(position: number): readonly LayerParameter[]
  /** Writes initial parameters into [q]. */
  init(random: Random, parameters: Float64Array): void
  /** Writes the outputs y of x. */
  forward(parameters: Float64Array, rows: number, x: Float64Array, y: Float64Array): void
  /** Writes dy, the derivative of y along (dparameters, dx); dx undefined means that x is fixed. */
  jvp(
    parameters: Float64Array,
    rows: number,
    x: Float64Array,
    y: Float64Array,
    dparameters: Float64Array,
    dx: Float64Array | undefined,
    dy: Float64Array,
  ): void
  /**
   * From the cotangent ybar of y, adds the cotangent of the parameters to `into` and writes that of x into `xbar`
   * unless it is undefined.
   */
  vjp(
    parameters: Float64Array,
    rows: number,
    x: Float64Array,
    y: Float64Array,
    ybar: Float64Array,
    parametersBar: Float64Array,
    xbar: Float64Array | undefined,
  ): void
  /** For a kind that a page loads only where a network has it: what reads and computes it. @default none */
  readonly extension?: LayerExtension
}

/**
 * A kind of layer of this package that a page loads only where a network has it. Whatever builds networks with such
 * layers from descriptions is given them, as `convolution`.
 */
export interface LayerExtension {
  /** The layer of a description, which is checked. Throws a RangeError that begins with the field. */
  build(description: object): Layer
  /** Makes the kernels of networks with such a layer. */
  readonly engine: EngineBuilder
}

/** Kinds of layers that a page loads only where a network has them, by kind. */
export type LayerExtensions = Readonly<Record<string, LayerExtension>>

/** A named array of parameters of a layer, row-major in `shape`. */
export interface LayerParameter {
  /** Its name, unique in a network. */
  readonly name: string
  /** Its dimensions. */
  readonly shape: readonly number[]
}
