import type { Tape } from '../network.ts'
import type { KeptBy } from './kept-activations.ts'

/** The tape of `simdNetwork`. */
export interface SimdTape extends Tape {
  /** The outputs, [rows, outputSize]. */
  readonly y: Float32Array
  /** The parameters of the forward pass: the array that was given, or the copy of `at`. */
  readonly theta: Float64Array
  /** Whether `theta` never changes, so that the array itself identifies the parameters. */
  readonly frozen: boolean
  /** The inputs, [rows, inputSize], not a copy: bytes stay bytes. */
  readonly x: Float32Array | Uint8Array
  /** The memory that `reuse` hands on. */
  readonly memory: SimdTapeMemory
}

/** The arrays of a tape, made to be used again by later tapes of the same network with at most `capacity` rows. */
export interface SimdTapeMemory extends KeptBy {
  /** The network that it belongs to. */
  readonly network: object
  /** Rows that fit. */
  readonly capacity: number
  /** The outputs, [capacity, outputSize]. */
  readonly y: Float32Array
  /** The result of jvp, [capacity, outputSize]; the first jvp makes the array. */
  dy: Float32Array | undefined
  /** The tape that the memory holds now; earlier ones are no longer valid. */
  tape: SimdTape | undefined
}
