import type { RealArray } from '@trpo/math'
import type { LayerDescription } from '../description.ts'

/** A forward pass that a tape records. */
export interface RecordedPass {
  /** How many rows it has. */
  readonly rows: number
  /** The parameters, [p]. */
  readonly theta: Float64Array
  /** Whether the array of the parameters never changes, so that it identifies them. */
  readonly frozen: boolean
  /** The inputs, [rows, inputSize]. */
  readonly x: Float32Array | Uint8Array
  /** The outputs, [rows, outputSize]. */
  readonly y: Float32Array
  /** What later passes on the same tape share with this one; an engine may keep activations for it. */
  readonly memory: object
}

/** What computes a network in f32: kernels with their memory. Arguments are checked already. */
export interface Engine<P extends RecordedPass = RecordedPass> {
  /** Writes the outputs of a new pass into its y, and forgets what was kept of the last pass with its memory. */
  forward(pass: P): void
  /** Writes J dtheta into dy [rows, outputSize]. */
  jvp(pass: P, dtheta: Float64Array, dy: Float32Array): void
  /** Adds J' ybar to `into` [p]; ybar is [rows, outputSize], and there are rows. */
  vjp(pass: P, ybar: RealArray, into: Float64Array): void
  /** Forgets what was kept for a memory that no pass will use again. */
  drop(memory: P['memory']): void
}

/** A network as engines see it: checked layers, and what follows from them. */
export interface EngineNetwork {
  /** Its layers, the first one first. */
  readonly layers: readonly LayerDescription[]
  /** Numbers in a row of inputs. */
  readonly inputSize: number
  /** Numbers in a row of outputs. */
  readonly outputSize: number
  /** p, the length of theta. */
  readonly parameterCount: number
  /** The most bytes of activations that may be kept for all tapes together. */
  readonly activationBytes: number
}

/** Makes the engine of a network. It takes its memory with the first pass. */
export type EngineBuilder = (network: EngineNetwork) => Engine
