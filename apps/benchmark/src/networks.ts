import { networkFromDescription } from '@trpo/networks'
import type { NetworkBuilder } from '@trpo/policies'
import { InputError } from './errors.ts'

/** The network implementations that can be measured against each other, by the name that --network takes. */
const builders: ReadonlyMap<string, () => NetworkBuilder | Promise<NetworkBuilder>> = new Map([
  ['reference', () => networkFromDescription],
])

/** A network implementation, ready. */
export interface NamedBuilder {
  readonly name: string
  readonly build: NetworkBuilder
}

/** What --network may name. */
export const networkNames: readonly string[] = [...builders.keys()]

/** The implementation of a name. Throws an InputError when there is none. */
export async function findNetwork(name: string): Promise<NamedBuilder> {
  const make = builders.get(name)
  if (make === undefined)
    throw new InputError(`there is no network implementation ${name}; expected one of ${networkNames.join(', ')}`)
  return { name, build: await make() }
}
