import type { Network, NetworkAt, RealArray, Tape } from '@trpo/networks'
import { checkNormalizer, type Normalizer, normalize } from './normalizer.ts'

/** What a forward pass needs of a policy. */
export interface PolicyParameters {
  /** From observations to mu. */
  readonly network: Network
  /** The network's parameters, [p]. */
  readonly theta: Float64Array
  /**
   * Applied to the observations first.
   * @default none
   */
  readonly normalizer?: Normalizer | undefined
}

/** What a forward pass gives. */
export interface PolicyTape extends Tape {
  /** mu, [rows, m]. */
  readonly y: RealArray
  /** The network's own tape: for `network.jvp` and `network.vjp`, whose y is this mu. */
  readonly networkTape: Tape
  /** What the network saw, [rows, d]: the observations, or the normalised ones. */
  readonly inputs: RealArray
  /** Memory for normalised observations; handed on by `reuse`. */
  readonly normalized: RealArray
}

/** A policy at fixed parameters, for many forward passes. */
export interface PolicyAt {
  /**
   * mu [rows, m] in each of `rows` observations [rows, d]: normalises, then applies the network.
   *
   * Observations are f32 or f64 as `network.precision` says; the array may be longer than the rows need. Rows do not
   * influence each other: any split gives the same bits. The tape of an earlier call can be handed in to use its memory
   * again, and is then no longer valid. Throws a TypeError or RangeError when the observations do not fit the network.
   */
  forward(observations: RealArray, rows: number, reuse?: PolicyTape): PolicyTape
}

/**
 * The policy at its present parameters: theta and the normaliser are checked and copied here, once, so that a later
 * change of the arrays has no effect, and a forward pass looks at the observations alone.
 *
 * Throws a TypeError or RangeError when theta or the normaliser does not fit the network.
 */
export function policyAt(parts: PolicyParameters): PolicyAt {
  const { network, theta } = parts
  const normalizer = parts.normalizer && checkNormalizer(parts.normalizer, network.inputSize)
  const fixed = network.at(theta)
  return { forward: (observations, rows, reuse) => forwardOf(network, fixed, normalizer, observations, rows, reuse) }
}

/**
 * One forward pass at whatever the parameters hold now: what `policyAt(policy).forward` gives, bit for bit. Use that for
 * many passes.
 *
 * Throws a TypeError or RangeError when theta, the normaliser or the observations do not fit the network.
 */
export function policyForward(
  policy: PolicyParameters,
  observations: RealArray,
  rows: number,
  reuse?: PolicyTape,
): PolicyTape {
  const { network, theta, normalizer } = policy
  if (normalizer !== undefined && normalizer.mean.length !== network.inputSize) {
    throw new RangeError(
      `the normaliser is for ${normalizer.mean.length} components, the network takes ${network.inputSize}`,
    )
  }
  const now: NetworkAt = { forward: (x, count, tape) => network.forward(theta, x, count, tape) }
  return forwardOf(network, now, normalizer, observations, rows, reuse)
}

function forwardOf(
  network: Network,
  at: NetworkAt,
  normalizer: Normalizer | undefined,
  observations: RealArray,
  rows: number,
  reuse: PolicyTape | undefined,
): PolicyTape {
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
    if (normalized.length < rows * size) normalized = real(network, rows * size)
    normalize(normalizer, rows, observations, normalized)
    inputs = normalized
  }
  const networkTape = at.forward(inputs, rows, reuse?.networkTape)
  return { rows, y: networkTape.y, networkTape, inputs: inputs.subarray(0, rows * size), normalized }
}

/** An array of `length` zeros in the network's precision. */
export function real(network: Network, length: number): RealArray {
  return network.precision === 'f32' ? new Float32Array(length) : new Float64Array(length)
}
