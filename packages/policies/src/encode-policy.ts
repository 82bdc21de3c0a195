import { createPolicy, type Policy } from './policy.ts'
import { encodeSafetensors } from './safetensors/encode.ts'
import type { Tensor } from './safetensors/tensor.ts'

/**
 * The format version that `encodePolicy` writes; `decodePolicy` reads it and all earlier ones. Every change that older
 * code cannot read raises it: version 2 added `actions`.
 */
export const POLICY_FORMAT_VERSION = 2

/** A policy as data. */
export interface EncodedPolicy {
  /**
   * Its description as JSON: `formatVersion`, the `precision` of its arithmetic, the descriptions of network and
   * distribution, whether it has a normaliser, and how actions are fitted if they have bounds.
   */
  readonly json: string
  /**
   * Its numbers, as a safetensors file: `network.<leaf>` for every leaf, `normalizer.mean`, `.std` and `.clip`,
   * `actions.low` and `.high`, all F64.
   */
  readonly tensors: Uint8Array
}

/**
 * The policy as JSON and safetensors; `decodePolicy` gives it back bit for bit. The tensors' metadata repeats the JSON,
 * so the halves of two policies are never taken for one. Throws a RangeError when the policy's parts do not fit, as
 * `createPolicy` does.
 */
export function encodePolicy(policy: Policy): EncodedPolicy {
  const { network, distribution, theta, normalizer, actions } = createPolicy(policy)
  const document = {
    formatVersion: POLICY_FORMAT_VERSION,
    precision: network.precision,
    network: network.description,
    distribution: distribution.description,
    normalizer: normalizer !== undefined,
    ...(actions && { actions: actions.fit }),
  }
  const tensors = network.leaves.map(({ name, shape, offset, size }): [string, Tensor] => [
    `network.${name}`,
    { dtype: 'F64', shape, data: theta.subarray(offset, offset + size) },
  ])
  if (normalizer !== undefined) {
    const shape = [network.inputSize]
    tensors.push(
      ['normalizer.mean', { dtype: 'F64', shape, data: normalizer.mean }],
      ['normalizer.std', { dtype: 'F64', shape, data: normalizer.std }],
      ['normalizer.clip', { dtype: 'F64', shape: [], data: Float64Array.of(normalizer.clip) }],
    )
  }
  if (actions !== undefined) {
    const shape = [distribution.actionSize]
    tensors.push(
      ['actions.low', { dtype: 'F64', shape, data: Float64Array.from(actions.low) }],
      ['actions.high', { dtype: 'F64', shape, data: Float64Array.from(actions.high) }],
    )
  }
  return {
    json: `${JSON.stringify(document, null, 2)}\n`,
    tensors: encodeSafetensors(tensors, { policy: JSON.stringify(document) }),
  }
}
