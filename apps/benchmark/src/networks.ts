import { networkFromDescription, simdNetwork } from '@trpo/networks'
import type { NetworkBuilder } from '@trpo/policies'

/** The network implementations that can be measured against each other, by the name that --network takes. */
const builders = {
  reference: () => networkFromDescription,
  simd: () => simdNetwork,
} as const satisfies Record<string, () => NetworkBuilder | Promise<NetworkBuilder>>

/** A name of an implementation. */
export type NetworkName = keyof typeof builders

/** What --network may name. */
export const networkNames = Object.keys(builders) as NetworkName[]

/** The implementation of a name. */
export async function findNetwork(name: NetworkName): Promise<NetworkBuilder> {
  return builders[name]()
}
