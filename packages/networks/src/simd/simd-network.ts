import type { ObservationArray } from '@trpo/math'
import { outline } from '@trpo/math/messages'
import { checkArray, checkF32OrBytes, checkParameters, checkSize } from '../checks.ts'
import type { LayerDescription, NetworkDescription, SequentialDescription } from '../description.ts'
import { networkFromDescription } from '../from-description.ts'
import type { LayerExtensions } from '../layer.ts'
import type { Network, NetworkAt } from '../network.ts'
import { denseEngine } from './dense-engine.ts'
import type { Engine } from './engine.ts'
import type { FitMemory } from './fit/fit-memory.ts'
import type { SimdTape } from './simd-tape.ts'
import { memoryFor } from './tape-memory.ts'

/** How `simdNetwork` uses memory. */
export interface SimdOptions {
  /**
   * How many bytes of activations all tapes of the network together may keep for later derivatives; a row takes 4 bytes
   * for each unit. Activations beyond the limit are computed again when they are needed, with equal bits. Tapes of
   * earlier parameters make room for those of the current ones, so nothing has to be released.
   * @default 2^28 (256 MiB)
   */
  readonly activationBytes?: number
  /**
   * Kinds of layers of this package that a page loads only where a network has them, such as `convolution`.
   * @default none
   */
  readonly extensions?: LayerExtensions | undefined
}

/** A network in f32, computed by kernels. */
export interface SimdNetwork extends Network<SimdTape> {
  /** Everything needed to build it again, as JSON. */
  readonly description: SequentialDescription
  /**
   * For `fitByAdam`: the memory that `make` gave for this network at the first call, which is kept; undefined when
   * `asker` is another network, such as one that wraps this one and has its functions, and where there are no kernels of
   * fits for its layers.
   */
  fitMemory(asker: Network, make: (description: SequentialDescription) => FitMemory): FitMemory | undefined
  /**
   * For `isSimdNetwork`: whether `asker` is this network itself, and not one that wraps it and has its functions, and its
   * description alone makes it again.
   */
  isItself(asker: Network): boolean
}

/**
 * The network that `description` describes, in f32, computed by WebAssembly kernels with 128-bit SIMD: many times
 * faster than `networkFromDescription`, which it can replace by value. theta, directions and sums over rows are f64.
 *
 * The bits are the same on every engine, in browsers and in Node, and rows do not influence each other. `vjp` adds up
 * 128 rows at a time in f32, counted from the first row of the call, and then these sums in order in f64. Calls for
 * parts of a batch therefore give the bits of one call if the parts are cut at multiples of 128 rows. With layers of
 * `convolution` it is 8 rows at a time, and multiples of 8.
 *
 * Tapes own their outputs. Activations are in the kernels' memory, of fixed size, until the next forward pass or the
 * next use of another tape; a tape that is used after that computes them again and keeps them. With layers of
 * `convolution` they stay in the kernels' memory, which grows with the rows up to `activationBytes` and never shrinks;
 * what has no room there is computed again. Handing a tape to
 * `forward` as `reuse` hands on all its arrays.
 *
 * Throws a RangeError as `networkFromDescription` does, on a user's own networks and layers, and when `activationBytes`
 * is negative or not a number. The network's functions throw a TypeError or RangeError on arrays that are too short or
 * of another type, on a tape of another network, and on a tape whose memory a later forward pass took.
 */
export function simdNetwork(description: NetworkDescription, options: SimdOptions = {}): SimdNetwork {
  refuseOwnLayers(description)
  const reference = networkFromDescription(description, { extensions: options.extensions })
  const { inputSize, outputSize, parameterCount, extensions } = reference
  const limit = options.activationBytes ?? 2 ** 28
  if (typeof limit !== 'number' || !(limit >= 0)) {
    throw new RangeError(`activationBytes is ${outline(limit)}, expected a number of bytes, 0 or more`)
  }
  const [extension] = Object.values(extensions)
  const shape = { ...reference, layers: reference.description.layers, activationBytes: limit }
  const engine: Engine<SimdTape> = (extension?.engine ?? denseEngine)(shape)
  let fitMemory: FitMemory | undefined

  const check = (tape: SimdTape): void => {
    if (tape.memory?.network !== network) throw new TypeError('the tape was made by another network')
    if (tape.memory.tape !== tape) {
      throw new TypeError('the memory of this tape was reused by a later forward pass: use the tape that it returned')
    }
  }

  const run = (
    theta: Float64Array,
    frozen: boolean,
    x: ObservationArray,
    rows: number,
    reuse: SimdTape | undefined,
  ): SimdTape => {
    checkSize(rows, 'rows', 0)
    const all = checkF32OrBytes(x, rows * inputSize, 'x', `[${rows} rows, ${inputSize}]`)
    if (reuse !== undefined) check(reuse)
    const memory = memoryFor(network, rows, engine, reuse)
    const tape: SimdTape = {
      rows,
      y: memory.y.length === rows * outputSize ? memory.y : memory.y.subarray(0, rows * outputSize),
      theta,
      frozen,
      x: all.length === rows * inputSize ? all : all.subarray(0, rows * inputSize),
      memory,
    }
    memory.tape = tape
    engine.forward(tape)
    return tape
  }

  const network: SimdNetwork = {
    description: reference.description,
    inputSize,
    outputSize,
    parameterCount,
    leaves: reference.leaves,
    precision: 'f32',
    takesBytes: true,
    extensions,
    init: reference.init,

    isItself: (asker) => asker === network && extension === undefined,
    fitMemory(asker, make): FitMemory | undefined {
      if (!network.isItself(asker)) return undefined
      fitMemory ??= make(network.description)
      return fitMemory
    },

    forward: (theta, x, rows, reuse) => {
      checkParameters(theta, parameterCount, 'theta')
      return run(theta, false, x, rows, reuse)
    },

    at(theta): NetworkAt<SimdTape> {
      checkParameters(theta, parameterCount, 'theta')
      const own = theta.slice()
      return { forward: (x, rows, reuse) => run(own, true, x, rows, reuse) }
    },

    jvp(tape, dtheta): Float32Array {
      check(tape)
      checkParameters(dtheta, parameterCount, 'dtheta')
      const { rows, memory } = tape
      memory.dy ??= new Float32Array(memory.capacity * outputSize)
      const dy = memory.dy.length === rows * outputSize ? memory.dy : memory.dy.subarray(0, rows * outputSize)
      engine.jvp(tape, dtheta, dy)
      return dy
    },

    vjp(tape, ybar, into): void {
      check(tape)
      checkParameters(into, parameterCount, 'into')
      const cotangent = checkArray(ybar, tape.rows * outputSize, 'ybar', `[${tape.rows} rows, ${outputSize}]`)
      if (tape.rows > 0) engine.vjp(tape, cotangent, into)
    },
  }
  return network
}

/** Throws a RangeError when a layer is one of the user's own, for which there are no kernels. */
function refuseOwnLayers(description: NetworkDescription): void {
  if (description?.kind !== 'sequential' || !Array.isArray(description.layers)) return
  const layers: readonly LayerDescription[] = description.layers
  const own = layers.find((layer) => typeof layer?.kind === 'string' && layer.kind.includes('/'))
  if (own === undefined) return
  throw new RangeError(
    `there are no kernels for layers of kind ${outline(own.kind)}: use networkFromDescription, which takes their builders`,
  )
}
