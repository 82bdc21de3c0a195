import type { Tape } from '../network.ts'
import type { KeptSlot } from './kept-activations.ts'

/** The tape of `simdNetwork`. */
export interface SimdTape extends Tape {
  /** The outputs, [rows, outputSize]. */
  readonly y: Float32Array
  /** The parameters of the forward pass: the array that was given, or the copy of `at`. */
  readonly theta: Float64Array
  /** Whether nobody changes `theta`, so that the array alone says which parameters they are. */
  readonly frozen: boolean
  /** The inputs, [rows, inputSize], not a copy. */
  readonly x: Float32Array
  /** What is handed on by `reuse`. */
  readonly memory: SimdTapeMemory
}

/** The arrays of a tape, made to be used again by later tapes of the same network with at most `capacity` rows. */
export interface SimdTapeMemory {
  /** The network that it belongs to. */
  readonly network: object
  /** Rows that fit. */
  readonly capacity: number
  /** The outputs, [capacity, outputSize]. */
  readonly y: Float32Array
  /** What jvp gives, [capacity, outputSize]; made by the first jvp. */
  dy: Float32Array | undefined
  /** The tape that the memory holds now; earlier ones are no longer valid. */
  tape: SimdTape | undefined
  /** Activations in the kernels' layout, chunk by chunk, as long as there is room for them. */
  kept: KeptSlot | undefined
  /** Which chunks of `kept` are those of the present tape. */
  readonly keptChunks: Uint8Array
}
