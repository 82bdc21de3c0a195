import type { BoxSpace, BoxType } from '@trpo/envs'
import type { ObservationArray } from '@trpo/networks'
import type { PolicyModel } from '@trpo/policies'
import type { SamplingPolicy } from './sampler.ts'

/**
 * What the observations of a batch are stored as. They are stored as they come, so that bytes stay bytes and a normaliser sees
 * every digit of a clock before anything is rounded. Only f64 observations for an f32 network without a normaliser are stored
 * as f32, since the policy sees no more of them.
 */
export function storedType(
  { type = 'f64' }: BoxSpace,
  { network }: Pick<PolicyModel, 'network'>,
  { normalizer }: SamplingPolicy,
): BoxType {
  return type === 'f64' && normalizer === undefined ? network.precision : type
}

/** An array of zeros of that type. */
export function arrayOf(type: BoxType, length: number): ObservationArray {
  if (type === 'u8') return new Uint8Array(length)
  return type === 'f32' ? new Float32Array(length) : new Float64Array(length)
}
