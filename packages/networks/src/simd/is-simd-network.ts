import type { Network } from '../network.ts'
import type { SimdNetwork } from './simd-network.ts'

/**
 * Whether a network was made by `simdNetwork` without extensions and is not a wrapper of one that has its description, so
 * that `simdNetwork(network.description)` computes the same bits, in another thread too.
 */
export function isSimdNetwork(network: Network): boolean {
  return (network as Partial<SimdNetwork>).isItself?.(network) ?? false
}
