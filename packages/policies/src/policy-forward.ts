import type { Network, RealArray, Tape } from '@trpo/networks'
import { type Normalizer, normalize } from './normalizer.ts'

/** What `policyForward` needs of a policy; a trainer changes theta without making a policy each time. */
export interface PolicyParameters {
  /** From normalised observations to mu. */
  readonly network: Network
  /** The network's parameters, [p]. */
  readonly theta: Float64Array
  /** Applied to every observation before the network; none unless given. */
  readonly normalizer?: Normalizer | undefined
}

/** What `policyForward` returns. Valid as long as theta and the observations it was made from are unchanged. */
export interface PolicyTape extends Tape {
  /** mu, the parameters of the action distribution in each row, [rows, m]. */
  readonly y: RealArray
  /** The network's own tape, for its `jvp` and `vjp`. */
  readonly networkTape: Tape
  /** What the network was given: the observations, or the normalised ones, [rows, d]. */
  readonly inputs: RealArray
  /** Memory for normalised observations, handed on by `reuse`; empty without a normaliser. */
  readonly normalized: RealArray
}

/**
 * mu [rows, m] in each of `rows` observations [rows, d]: normalises, then applies the network.
 *
 * Observations are f32 or f64 as `network.precision` says; the array may be longer than the rows need. Rows do not
 * influence each other: any split gives the same bits. The tape of an earlier call can be handed in to use its memory
 * again, and is then no longer valid. Throws a TypeError or RangeError when the observations do not fit the network.
 */
export function policyForward(
  policy: PolicyParameters,
  observations: RealArray,
  rows: number,
  reuse?: PolicyTape,
): PolicyTape {
  const { network, theta, normalizer } = policy
  const size = network.inputSize
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`rows is ${rows}, expected a whole number`)
  if (observations.length < rows * size) {
    throw new RangeError(`observations have length ${observations.length}, ${rows} rows of ${size} are ${rows * size}`)
  }
  if (observations instanceof Float32Array !== (network.precision === 'f32')) {
    const expected = network.precision === 'f32' ? 'Float32Array' : 'Float64Array'
    throw new TypeError(
      `observations are of another precision than the network, ${network.precision}: use a ${expected}`,
    )
  }
  let inputs = observations
  let normalized = reuse?.normalized ?? real(network, 0)
  if (normalizer !== undefined) {
    if (normalizer.mean.length !== size) {
      throw new RangeError(`the normaliser is for ${normalizer.mean.length} components, the network takes ${size}`)
    }
    if (normalized.length < rows * size) normalized = real(network, rows * size)
    normalize(normalizer, rows, observations, normalized)
    inputs = normalized
  }
  const networkTape = network.forward(theta, inputs, rows, reuse?.networkTape)
  return { rows, y: networkTape.y, networkTape, inputs: inputs.subarray(0, rows * size), normalized }
}

/** An array of `length` zeros in the network's precision. */
export function real(network: Network, length: number): RealArray {
  return network.precision === 'f32' ? new Float32Array(length) : new Float64Array(length)
}
