import { type Network, type NetworkDescription, simdNetwork } from '@trpo/networks'

/**
 * What makes a network of a description, to choose the implementation: `networkFromDescription` of `@trpo/networks`
 * is the plain f64 one, `simdNetwork` the fast one in f32. Descriptions that reach it have been checked.
 */
export type NetworkBuilder = (description: NetworkDescription) => Network

/** What `build` makes of a reference network's description; the SIMD kernels where there is no `build`. */
export function builtBy(build: NetworkBuilder | undefined, reference: Network): Network {
  return (build ?? simdNetwork)(reference.description)
}
