// A network: multilayer perceptrons by TensorFlow.js, whose automatic differentiation gives both derivatives.
import * as tf from '@tensorflow/tfjs'
import {
  type LayerDescription,
  type Network,
  type NetworkDescription,
  networkFromDescription,
  type Tape,
} from '@trpo/networks'

// Without advice to install another backend. There is one for the whole program, and others need not repeat their bits.
tf.enableProdMode()
await tf.setBackend('cpu')

/** Rows that are computed at a time. It is a constant, so that a sum over rows does not depend on the memory there is. */
const BLOCK = 128

/** What the derivatives need: they compute the outputs again, so that no tensor outlives a call. */
interface TfjsTape extends Tape {
  readonly theta: Float64Array
  readonly x: ArrayLike<number>
}

/** The network of a description, in f32, for `buildNetwork`: that of a model, and that of `loadPolicy`. */
export function tfjsNetwork(description: NetworkDescription): Network<TfjsTape> {
  // Sizes, leaves and initial parameters are those of the reference, which also checks the description.
  const reference = networkFromDescription(description)
  const { inputSize, outputSize, leaves } = reference
  const { layers } = reference.description

  /** The leaves of a vector [p] as tensors. */
  const tensors = (vector: Float64Array) =>
    leaves.map(({ offset, size, shape }) =>
      tf.tensor(Float32Array.from(vector.subarray(offset, offset + size)), [...shape]),
    )
  const outputs = (parameters: readonly tf.Tensor[], x: tf.Tensor) => {
    const left = [...parameters]
    return layers.reduce((y, layer) => applied(layer, y, left), x)
  }
  /** J' ybar by leaf, at the parameters, for some rows of inputs. */
  const pullback = (parameters: tf.Tensor[], x: tf.Tensor, ybar: tf.Tensor) =>
    tf.grads((...all) => outputs(all, x))(parameters, ybar)
  /** Calls `compute` with each block of rows as tensors, and `use` with the numbers of each tensor that it gives. */
  const inBlocks = (
    { theta, x, rows }: Pick<TfjsTape, 'theta' | 'x' | 'rows'>,
    compute: (parameters: tf.Tensor[], x: tf.Tensor, from: number, to: number) => tf.Tensor[],
    use: (numbers: Float32Array, from: number, index: number) => void,
  ) => {
    for (let from = 0; from < rows; from += BLOCK) {
      const to = Math.min(from + BLOCK, rows)
      tf.tidy(() => {
        const found = compute(tensors(theta), rowsOf(x, inputSize, from, to), from, to)
        for (const [index, tensor] of found.entries()) use(Float32Array.from(tensor.dataSync()), from, index)
      })
    }
  }
  const forward = (theta: Float64Array, x: ArrayLike<number>, rows: number): TfjsTape => {
    const y = new Float32Array(rows * outputSize)
    inBlocks(
      { theta, x, rows },
      (parameters, block) => [outputs(parameters, block)],
      (numbers, from) => y.set(numbers, from * outputSize),
    )
    return { theta, x, rows, y }
  }

  return {
    description,
    inputSize,
    outputSize,
    parameterCount: reference.parameterCount,
    leaves,
    precision: 'f32',
    init: (random) => reference.init(random),
    forward,
    at(theta) {
      const kept = theta.slice()
      return { forward: (x, rows) => forward(kept, x, rows) }
    },
    jvp(tape, dtheta) {
      const dy = new Float32Array(tape.rows * outputSize)
      inBlocks(
        tape,
        (parameters, x, from, to) => {
          const direction = tensors(dtheta)
          // <J'u, v> is linear in u, and its gradient is J v.
          const inner = (u: tf.Tensor) =>
            tf.addN(pullback(parameters, x, u).map((gradient, i) => gradient.mul(direction[i] ?? 0).sum()))
          return [tf.grad(inner)(tf.zeros([to - from, outputSize]))]
        },
        (numbers, from) => dy.set(numbers, from * outputSize),
      )
      return dy
    },
    vjp(tape, ybar, into) {
      inBlocks(
        tape,
        (parameters, x, from, to) => pullback(parameters, x, rowsOf(ybar, outputSize, from, to)),
        (numbers, _from, index) => {
          const { offset = 0 } = leaves[index] ?? {}
          for (const [i, value] of numbers.entries()) into[offset + i] = (into[offset + i] ?? 0) + value
        },
      )
    },
  }
}

/** A layer's outputs; takes its leaves from the front of `left`. */
function applied(layer: LayerDescription, x: tf.Tensor, left: tf.Tensor[]): tf.Tensor {
  const next = () => left.shift() ?? tf.scalar(0)
  switch (layer.kind) {
    case 'dense':
      return x.matMul(next()).add(next())
    case 'tanh':
      return x.tanh()
    case 'relu':
      return x.relu()
    case 'append':
      return tf.concat([x, tf.zeros([x.shape[0] ?? 0, layer.initial.length]).add(next())], 1)
    default:
      throw new TypeError(`tfjsNetwork: a layer is of kind ${layer.kind}, expected dense, tanh, relu or append`)
  }
}

function rowsOf(array: ArrayLike<number>, size: number, from: number, to: number): tf.Tensor {
  const values = Float32Array.from({ length: (to - from) * size }, (_, i) => array[from * size + i] ?? 0)
  return tf.tensor2d(values, [to - from, size])
}
