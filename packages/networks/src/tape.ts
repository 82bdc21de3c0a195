import type { Layer } from './layer.ts'
import type { Tape } from './network.ts'

/** The tape of `sequential`: every layer's activations. */
export interface SequentialTape extends Tape {
  /** The outputs, [rows, outputSize]. */
  readonly y: Float64Array
  /** The parameters of the forward pass, layer by layer: parts of the array that was given, or of the copy of `at`. */
  readonly parameters: readonly Float64Array[]
  /** activations[0] is x, not a copy; activations[i + 1] is the output of layer i. All are [rows, size]. */
  readonly activations: readonly Float64Array[]
  /** The memory of the arrays, which `reuse` hands on. */
  readonly memory: TapeMemory
}

/** The arrays of a tape, made to be used again by later tapes of the same network with at most `capacity` rows. */
export interface TapeMemory {
  /** The layers of the network that it belongs to. */
  readonly layers: readonly Layer[]
  /** Rows that fit. */
  readonly capacity: number
  /** One array per layer, [capacity, outputSize]. */
  readonly outputs: readonly Float64Array[]
  /** The tape that the memory holds now; earlier ones are no longer valid. */
  tape: SequentialTape | undefined
  /** Two arrays for jvp, read and written in turn from layer to layer; the first jvp makes them. */
  tangents: readonly [Float64Array, Float64Array] | undefined
  /** The same for vjp. They are not those of jvp, so the result of jvp can be handed to vjp. */
  cotangents: readonly [Float64Array, Float64Array] | undefined
}

/** Memory for tapes of up to `capacity` rows. */
export function tapeMemory(layers: readonly Layer[], capacity: number): TapeMemory {
  const outputs = layers.map((layer) => new Float64Array(capacity * layer.outputSize))
  return { layers, capacity, outputs, tape: undefined, tangents: undefined, cotangents: undefined }
}

/** The memory's arrays for jvp. */
export function tangentsOf(memory: TapeMemory): readonly [Float64Array, Float64Array] {
  memory.tangents ??= widestPair(memory)
  return memory.tangents
}

/** The memory's arrays for vjp. */
export function cotangentsOf(memory: TapeMemory): readonly [Float64Array, Float64Array] {
  memory.cotangents ??= widestPair(memory)
  return memory.cotangents
}

function widestPair(memory: TapeMemory): [Float64Array, Float64Array] {
  const size = memory.capacity * memory.layers.reduce((widest, layer) => Math.max(widest, layer.outputSize), 0)
  return [new Float64Array(size), new Float64Array(size)]
}
