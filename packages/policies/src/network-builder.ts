import type { Network, NetworkDescription } from '@trpo/networks'

/**
 * What makes a network of a description, to choose the implementation: `networkFromDescription` of `@trpo/networks`
 * is the plain f64 one. Descriptions that reach it have been checked.
 */
export type NetworkBuilder = (description: NetworkDescription) => Network

/** `reference` itself, or what `build` makes of its description. */
export function builtBy(build: NetworkBuilder | undefined, reference: Network): Network {
  return build === undefined ? reference : build(reference.description)
}
