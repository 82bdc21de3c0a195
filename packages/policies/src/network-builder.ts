import { type LayerExtensions, type Network, type NetworkDescription, simdNetwork } from '@trpo/networks'

/**
 * Makes a network from a description, and so chooses the implementation: `networkFromDescription` of `@trpo/networks`
 * is the plain f64 one, `simdNetwork` the fast one in f32. It gets only descriptions that have been checked, with the
 * extensions that they are read with.
 */
export type NetworkBuilder = (
  description: NetworkDescription,
  options: { readonly extensions?: LayerExtensions | undefined },
) => Network

/**
 * The network that `build` makes from a reference network's description; without `build` it is that of the SIMD
 * kernels.
 */
export function builtBy(build: NetworkBuilder | undefined, reference: Network): Network {
  return (build ?? simdNetwork)(reference.description, { extensions: reference.extensions })
}
