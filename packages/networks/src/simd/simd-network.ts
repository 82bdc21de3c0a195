import type { ObservationArray } from '@trpo/math'
import { outline } from '@trpo/math/messages'
import { checkArray, checkF32OrBytes, checkParameters, checkSize } from '../checks.ts'
import type { LayerDescription, NetworkDescription, SequentialDescription } from '../description.ts'
import { isBuiltIn, networkFromDescription } from '../from-description.ts'
import type { Network, NetworkAt } from '../network.ts'
import { blocksOf, chunksOf, compute, copyRowsOut, makeResident, rowsOfChunk } from './chunks.ts'
import { forwardFew } from './few-rows.ts'
import type { FitMemory } from './fit/fit-memory.ts'
import { keptActivations } from './kept-activations.ts'
import { jvpBlock, vjpBlock } from './passes.ts'
import { planOf } from './plan.ts'
import type { SimdTape } from './simd-tape.ts'
import { memoryFor } from './tape-memory.ts'
import { FEW_ROWS, setParameters, transposeWeights, type Workspace, workspaceFor } from './workspace.ts'

/** How `simdNetwork` uses memory. */
export interface SimdOptions {
  /**
   * How many bytes of activations all tapes of the network together may keep for later derivatives; a row takes 4 bytes
   * for each unit. Activations beyond the limit are computed again when they are needed, with equal bits. Tapes of
   * earlier parameters make room for those of the current ones, so nothing has to be released.
   * @default 2^28 (256 MiB)
   */
  readonly activationBytes?: number
}

/** A network in f32, computed by kernels. */
export interface SimdNetwork extends Network<SimdTape> {
  /** Everything needed to build it again, as JSON. */
  readonly description: SequentialDescription
  /**
   * For `fitByAdam`: the memory that `make` gave for this network at the first call, which is kept; undefined when
   * `asker` is another network, such as one that wraps this one and has its functions.
   */
  fitMemory(asker: Network, make: (description: SequentialDescription) => FitMemory): FitMemory | undefined
  /** For `isSimdNetwork`: whether `asker` is this network itself, and not one that wraps it and has its functions. */
  isItself(asker: Network): boolean
}

/**
 * The network that `description` describes, in f32, computed by WebAssembly kernels with 128-bit SIMD: many times
 * faster than `networkFromDescription`, which it can replace by value. theta, directions and sums over rows are f64.
 *
 * The bits are the same on every engine, in browsers and in Node, and rows do not influence each other. `vjp` adds up
 * 128 rows at a time in f32, counted from the first row of the call, and then these sums in order in f64. Calls for
 * parts of a batch therefore give the bits of one call if the parts are cut at multiples of 128 rows.
 *
 * Tapes own their outputs. Activations are in the kernels' memory, of fixed size, until the next forward pass or the
 * next use of another tape; a tape that is used after that computes them again and keeps them. Handing a tape to
 * `forward` as `reuse` hands on all its arrays.
 *
 * Throws a RangeError as `networkFromDescription` does, on a user's own networks and layers, and when `activationBytes`
 * is negative or not a number. The network's functions throw a TypeError or RangeError on arrays that are too short or
 * of another type, on a tape of another network, and on a tape whose memory a later forward pass took.
 */
export function simdNetwork(description: NetworkDescription, options: SimdOptions = {}): SimdNetwork {
  refuseOwnLayers(description)
  const reference = networkFromDescription(description)
  const { inputSize, outputSize, parameterCount } = reference
  const limit = options.activationBytes ?? 2 ** 28
  if (typeof limit !== 'number' || !(limit >= 0)) {
    throw new RangeError(`activationBytes is ${outline(limit)}, expected a number of bytes, 0 or more`)
  }
  const plan = planOf(reference.description.layers.filter(isBuiltIn), inputSize)
  const kept = keptActivations(limit)
  // The first forward pass makes it: a network that is only described needs no memory.
  let workspace: Workspace | undefined
  let fitMemory: FitMemory | undefined

  const working = (tape: SimdTape): Workspace => {
    if (tape.memory?.network !== network || workspace === undefined) {
      throw new TypeError('the tape was made by another network')
    }
    if (tape.memory.tape !== tape) {
      throw new TypeError('the memory of this tape was reused by a later forward pass: use the tape that it returned')
    }
    return workspace
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
    if (reuse !== undefined) working(reuse)
    workspace ??= workspaceFor(plan, parameterCount, inputSize, outputSize)
    const space = workspace
    const memory = memoryFor(network, rows, kept, reuse)
    memory.keptChunks.fill(0)
    const tape: SimdTape = {
      rows,
      y: memory.y.length === rows * outputSize ? memory.y : memory.y.subarray(0, rows * outputSize),
      theta,
      frozen,
      x: all.length === rows * inputSize ? all : all.subarray(0, rows * inputSize),
      memory,
    }
    memory.tape = tape
    setParameters(space, space.theta, theta, frozen)
    if (rows <= FEW_ROWS) {
      forwardFew(space, tape)
      return tape
    }
    for (let chunk = 0; chunk < chunksOf(rows); chunk++) {
      for (const block of compute(space, tape, chunk)) {
        const target = space.staging + 4 * block.first * outputSize
        space.kernels.rowsFromPanels(block.rows, outputSize, block.at + plan.output, plan.stride, target)
      }
      copyRowsOut(space, rows, chunk, tape.y)
    }
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
    init: reference.init,

    isItself: (asker) => asker === network,
    fitMemory(asker, make): FitMemory | undefined {
      if (asker === network) fitMemory ??= make(network.description)
      return asker === network ? fitMemory : undefined
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
      const space = working(tape)
      checkParameters(dtheta, parameterCount, 'dtheta')
      const { rows, memory } = tape
      memory.dy ??= new Float32Array(memory.capacity * outputSize)
      const dy = memory.dy.length === rows * outputSize ? memory.dy : memory.dy.subarray(0, rows * outputSize)
      if (!plan.dependent) return dy
      setParameters(space, space.theta, tape.theta, tape.frozen)
      setParameters(space, space.direction, dtheta, false)
      for (let chunk = 0; chunk < chunksOf(rows); chunk++) {
        makeResident(space, kept, tape, chunk)
        for (const block of blocksOf(space, tape, chunk)) {
          jvpBlock(space, block)
          const target = space.staging + 4 * block.first * outputSize
          space.kernels.rowsFromPanels(block.rows, outputSize, space.tangents + plan.output, plan.stride, target)
        }
        copyRowsOut(space, rows, chunk, dy)
      }
      return dy
    },

    vjp(tape, ybar, into): void {
      const space = working(tape)
      checkParameters(into, parameterCount, 'into')
      const { rows } = tape
      const cotangent = checkArray(ybar, rows * outputSize, 'ybar', `[${rows} rows, ${outputSize}]`)
      if (!plan.dependent || rows === 0) return
      setParameters(space, space.theta, tape.theta, tape.frozen)
      transposeWeights(space)
      space.f64.set(into, space.sums / 8)
      const bytes = cotangent.BYTES_PER_ELEMENT
      for (let chunk = 0; chunk < chunksOf(rows); chunk++) {
        makeResident(space, kept, tape, chunk)
        const part = rowsOfChunk(cotangent, rows, chunk, outputSize)
        if (part instanceof Float64Array) space.f64.set(part, space.staging / 8)
        else space.f32.set(part, space.staging / 4)
        for (const block of blocksOf(space, tape, chunk)) {
          const source = space.staging + bytes * block.first * outputSize
          const target = space.tangents + plan.output
          if (bytes === 8) space.kernels.panelsFromRows64(block.rows, outputSize, source, target, plan.stride)
          else space.kernels.panelsFromRows(block.rows, outputSize, source, target, plan.stride)
          vjpBlock(space, block)
        }
      }
      into.set(space.f64.subarray(space.sums / 8, space.sums / 8 + parameterCount))
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
