import type { ObservationArray } from '@trpo/math'
import type { Random } from '@trpo/random'
import { checkF64, checkParameters, checkSize } from './checks.ts'
import type { SequentialDescription } from './description.ts'
import type { Layer, LayerExtension, LayerExtensions } from './layer.ts'
import type { Leaf, Network, NetworkAt } from './network.ts'
import { cotangentsOf, type SequentialTape, type TapeMemory, tangentsOf, tapeMemory } from './tape.ts'

/** A network of layers in f64. */
export interface SequentialNetwork extends Network<SequentialTape> {
  /** Everything needed to build it again, as JSON. */
  readonly description: SequentialDescription
  /** Those kinds of its layers that a page loads only where a network has them. */
  readonly extensions: LayerExtensions
}

/**
 * The network that applies `layers` one after the other, in plain f64: the reference that other implementations of
 * `Network` are tested against.
 *
 * theta holds the parameters of each layer in turn. Leaves are named by the layer's position among all layers, from 0
 * (`0.weight`, `0.bias`, `2.weight`, ...), or by their own name (`logStd`). Input arrays may be longer than their rows
 * need.
 *
 * Throws a RangeError when there is no layer, when a layer's input size differs from the output size of the layer
 * before it, or when two leaves have the same name. The network's functions throw a TypeError or RangeError on arrays
 * that are too short or not f64, on a tape of another network, and on a tape whose memory a later forward pass took.
 */
export function sequential(layers: readonly Layer[]): SequentialNetwork {
  const chain = [...layers]
  if (chain.length === 0) throw new RangeError('a network needs one or more layers, 0 were given')
  for (let i = 1; i < chain.length; i++) {
    if (chain[i].inputSize !== chain[i - 1].outputSize) {
      throw new RangeError(
        `layer ${i} (${chain[i].description.kind}) takes ${chain[i].inputSize} inputs, ` +
          `but layer ${i - 1} (${chain[i - 1].description.kind}) puts out ${chain[i - 1].outputSize}`,
      )
    }
  }
  const extensions: Record<string, LayerExtension> = {}
  for (const { description, extension } of chain) if (extension) extensions[description.kind] = extension
  const { leaves, offsets } = layOut(chain)
  const parameterCount = checkSize(offsets[chain.length], 'the number of parameters', 0)
  const inputSize = chain[0].inputSize
  const outputSize = chain[chain.length - 1].outputSize

  const ofLayer = (theta: Float64Array, i: number): Float64Array => theta.subarray(offsets[i], offsets[i + 1])
  const ofLayers = (theta: Float64Array): readonly Float64Array[] => chain.map((_, i) => ofLayer(theta, i))
  const checkTheta = (theta: Float64Array, name: string): Float64Array => {
    checkParameters(theta, parameterCount, name)
    return theta
  }

  const run = (
    parameters: readonly Float64Array[],
    x: ObservationArray,
    rows: number,
    reuse: SequentialTape | undefined,
  ): SequentialTape => {
    checkSize(rows, 'rows', 0)
    const inputs = checkF64(x, rows * inputSize, 'x', `[${rows} rows, ${inputSize}]`)
    const memory = memoryFor(chain, rows, reuse)
    const activations = [inputs.subarray(0, rows * inputSize)]
    for (let i = 0; i < chain.length; i++) {
      const y = memory.outputs[i].subarray(0, rows * chain[i].outputSize)
      chain[i].forward(parameters[i], rows, activations[i], y)
      activations.push(y)
    }
    const tape = { rows, y: activations[chain.length], parameters, activations, memory }
    memory.tape = tape
    return tape
  }

  return {
    description: { kind: 'sequential', layers: chain.map((layer) => layer.description) },
    inputSize,
    outputSize,
    parameterCount,
    leaves,
    precision: 'f64',
    extensions,

    init(random: Random): Float64Array {
      const theta = new Float64Array(parameterCount)
      for (let i = 0; i < chain.length; i++) chain[i].init(random, ofLayer(theta, i))
      return theta
    },

    forward: (theta, x, rows, reuse) => run(ofLayers(checkTheta(theta, 'theta')), x, rows, reuse),

    at(theta): NetworkAt<SequentialTape> {
      const parameters = ofLayers(checkTheta(theta, 'theta').slice())
      return { forward: (x, rows, reuse) => run(parameters, x, rows, reuse) }
    },

    jvp(tape, dtheta): Float64Array {
      checkTape(chain, tape)
      checkTheta(dtheta, 'dtheta')
      const buffers = tangentsOf(tape.memory)
      let tangent: Float64Array | undefined
      let next = tape.y
      for (let i = 0; i < chain.length; i++) {
        next = buffers[i % 2].subarray(0, tape.rows * chain[i].outputSize)
        const [x, y] = [tape.activations[i], tape.activations[i + 1]]
        chain[i].jvp(tape.parameters[i], tape.rows, x, y, ofLayer(dtheta, i), tangent, next)
        tangent = next
      }
      return next
    },

    vjp(tape, ybar, into): void {
      checkTape(chain, tape)
      checkTheta(into, 'into')
      let cotangent = checkF64(ybar, tape.rows * outputSize, 'ybar', `[${tape.rows} rows, ${outputSize}]`)
      const buffers = cotangentsOf(tape.memory)
      for (let i = chain.length - 1; i >= 0; i--) {
        const xbar = i === 0 ? undefined : buffers[i % 2].subarray(0, tape.rows * chain[i].inputSize)
        const [x, y] = [tape.activations[i], tape.activations[i + 1]]
        chain[i].vjp(tape.parameters[i], tape.rows, x, y, cotangent, ofLayer(into, i), xbar)
        if (xbar !== undefined) cotangent = xbar
      }
    },
  }
}

/** The leaves of all layers, and where each layer's parameters start; the last offset is the number of parameters. */
function layOut(layers: readonly Layer[]): { readonly leaves: readonly Leaf[]; readonly offsets: readonly number[] } {
  const leaves: Leaf[] = []
  const offsets = [0]
  const names = new Set<string>()
  let offset = 0
  for (const [position, layer] of layers.entries()) {
    for (const { name, shape } of layer.parameters(position)) {
      if (names.has(name)) throw new RangeError(`two leaves are named '${name}': give one of them another name`)
      names.add(name)
      const size = shape.reduce((product, dimension) => product * dimension, 1)
      leaves.push({ name, shape, offset, size })
      offset += size
    }
    offsets.push(offset)
  }
  return { leaves, offsets }
}

function memoryFor(layers: readonly Layer[], rows: number, reuse: SequentialTape | undefined): TapeMemory {
  if (reuse === undefined) return tapeMemory(layers, rows)
  checkTape(layers, reuse)
  return reuse.memory.capacity >= rows ? reuse.memory : tapeMemory(layers, rows)
}

function checkTape(layers: readonly Layer[], tape: SequentialTape): void {
  if (tape.memory?.layers !== layers) throw new TypeError('the tape was made by another network')
  if (tape.memory.tape !== tape) {
    throw new TypeError('the memory of this tape was reused by a later forward pass: use the tape that it returned')
  }
}
