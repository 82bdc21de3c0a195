import type { Network, NetworkAt, ObservationArray, RealArray, Tape } from '@trpo/networks'
import { checkNormalizer, type Normalizer, normalize } from './normalizer.ts'

/** The parts of a policy that a forward pass needs. */
export interface PolicyParameters {
  /** From observations to mu. */
  readonly network: Network
  /** The network's parameters, [p]. */
  readonly theta: Float64Array
  /** The normaliser of the observations. @default none */
  readonly normalizer?: Normalizer | undefined
}

/** The result of a forward pass. */
export interface PolicyTape extends Tape {
  /** mu, [rows, m]. */
  readonly y: RealArray
  /** The network's own tape, for `network.jvp` and `network.vjp`. Its y is this mu. */
  readonly networkTape: Tape
  /**
   * The inputs of the network, [rows, d]: the observations themselves, or normalised or converted ones in `scratch`.
   */
  readonly inputs: ObservationArray
  /** Memory for observations that are normalised or converted. `reuse` hands it on. */
  readonly scratch: RealArray
}

/** A policy at fixed parameters, for many forward passes. */
export interface PolicyAt {
  /**
   * mu [rows, m] for `rows` observations [rows, d], which are normalised first.
   *
   * Observations may be stored in any type: they are normalised in f64, and the result is rounded to the network's
   * precision. Without a normaliser, those of that precision are used without a copy, as are bytes by a network that takes
   * them, and all others are converted. The tape has room for all rows of a call, so call for blocks of rows when they are
   * many. The array may be longer than the rows need. Rows do not influence each other: any split gives the same bits. The
   * tape of an earlier call can be handed in to use its memory again, and is then no longer valid. Throws a TypeError or
   * RangeError when the observations do not fit the network.
   */
  forward(observations: ObservationArray, rows: number, reuse?: PolicyTape): PolicyTape
}

/**
 * The policy at its current parameters. theta and the normaliser are checked and copied once, here: a later change of
 * the arrays has no effect, and a forward pass looks at the observations alone.
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
 * One forward pass at the current parameters, with the bits of `policyAt(policy).forward`. Use that for many passes.
 *
 * Throws a TypeError or RangeError when theta, the normaliser or the observations do not fit the network.
 */
export function policyForward(
  policy: PolicyParameters,
  observations: ObservationArray,
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
  observations: ObservationArray,
  rows: number,
  reuse: PolicyTape | undefined,
): PolicyTape {
  const size = network.inputSize
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`rows is ${rows}, expected a whole number`)
  if (observations.length < rows * size) {
    throw new RangeError(`observations have length ${observations.length}, ${rows} rows of ${size} are ${rows * size}`)
  }
  let scratch = reuse?.scratch ?? real(network, 0)
  let inputs: ObservationArray
  if (normalizer === undefined && takes(network, observations)) {
    inputs = observations
  } else {
    if (scratch.length < rows * size) scratch = real(network, rows * size)
    if (normalizer !== undefined) normalize(normalizer, rows, observations, scratch)
    else scratch.set(observations.length === rows * size ? observations : observations.subarray(0, rows * size))
    inputs = scratch
  }
  const networkTape = at.forward(inputs, rows, reuse?.networkTape)
  return { rows, y: networkTape.y, networkTape, inputs: inputs.subarray(0, rows * size), scratch }
}

/** Whether the network takes observations of this type as they are. */
function takes({ precision, takesBytes = false }: Network, observations: ObservationArray): boolean {
  if (observations instanceof Uint8Array) return takesBytes
  return observations instanceof (precision === 'f32' ? Float32Array : Float64Array)
}

/** An array of `length` zeros in the network's precision. */
function real(network: Network, length: number): RealArray {
  return network.precision === 'f32' ? new Float32Array(length) : new Float64Array(length)
}
