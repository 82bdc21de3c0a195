import { messageOf } from '@trpo/math/messages'
import { checkActionBounds } from './action-bounds.ts'
import { type DecodePolicyOptions, modelFromFields } from './build-model.ts'
import type { PolicyModel } from './policy.ts'
import { sameJson } from './same-json.ts'

const NETWORK_FIELDS = ['description', 'inputSize', 'outputSize', 'parameterCount', 'leaves'] as const
const DISTRIBUTION_FIELDS = ['description', 'parameterSize', 'actionSize', 'noise', 'noiseSize'] as const

/**
 * Throws unless a saved policy of this model can be loaded again with the same options. Call it before training rather
 * than after. The descriptions must survive JSON, and build a network with the same leaves and a distribution with the
 * same sizes.
 *
 * The Error says what to pass, such as the builder of your own distribution.
 */
export function assertLoadable(model: PolicyModel, options: DecodePolicyOptions = {}): void {
  const { network, distribution } = model
  try {
    const { precision } = network
    const fields = { precision, ...descriptionsOf(model) }
    const again = modelFromFields(fields, { ...options, extensions: network.extensions })
    const built = again.build()
    for (const field of NETWORK_FIELDS) assertSame(`the network's ${field}`, built[field], network[field])
    for (const field of DISTRIBUTION_FIELDS) {
      assertSame(`the distribution's ${field}`, again.distribution[field], distribution[field])
    }
    if (model.actions !== undefined) checkActionBounds(model.actions, distribution)
  } catch (error) {
    throw new Error(
      `a policy of this model could be trained and saved, but not loaded again: ${messageOf(error)}. ` +
        'Give each part of your own a description in JSON, and its builder to what trains (`loading`) and to whatever loads the policy',
      { cause: error },
    )
  }
}

/** Both descriptions as they are when they come back from JSON. */
function descriptionsOf({ network, distribution }: PolicyModel): { network: unknown; distribution: unknown } {
  const descriptions = { network: network.description, distribution: distribution.description }
  const again: typeof descriptions = JSON.parse(JSON.stringify(descriptions))
  assertSame("the network's description, once through JSON,", again.network, network.description)
  assertSame("the distribution's description, once through JSON,", again.distribution, distribution.description)
  return again
}

function assertSame(what: string, found: unknown, expected: unknown): void {
  if (sameJson(found, expected)) return
  throw new Error(`${what} is ${short(found)} and was ${short(expected)}`)
}

function short(value: unknown): string {
  const text = String(JSON.stringify(value))
  return text.length > 200 ? `${text.slice(0, 200)}...` : text
}
