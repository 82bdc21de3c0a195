import { type Distribution, type DistributionBuilders, distributionFromDescription } from '@trpo/distributions'
import { messageOf, outline } from '@trpo/math/messages'
import {
  type LayerBuilders,
  type LayerExtensions,
  type Network,
  networkFromDescription,
  type OwnDescription,
  simdAvailable,
} from '@trpo/networks'
import { builtBy, type NetworkBuilder } from './network-builder.ts'
import { checkModel } from './policy.ts'

/**
 * Builders of a user's own networks, by kind. A builder must check the description that it gets, which may come from
 * anywhere.
 */
export type NetworkBuilders = Readonly<Record<string, (description: OwnDescription) => Network>>

/** The builders that make a policy from a saved one. */
export interface DecodePolicyOptions {
  /**
   * Makes the network from its layers. @default the implementation that the policy was saved with: the SIMD kernels
   * (`simdNetwork`) for f32, the reference for f64. Where the kernels cannot be compiled, as on a page with a strict
   * Content-Security-Policy, it is the reference for f32 too, which gives the same policy with other roundings.
   */
  readonly buildNetwork?: NetworkBuilder | undefined
  /**
   * Builders of your own layers, by kind: `{ 'acme/swish': ({ size }) => swish(size) }`.
   * @default none
   */
  readonly layers?: LayerBuilders | undefined
  /** Builders of your own networks, by kind. @default none */
  readonly networks?: NetworkBuilders | undefined
  /** Builders of your own distributions, by kind. @default none */
  readonly distributions?: DistributionBuilders | undefined
}

/** How a model is read: the builders, and the kinds of layers that a page loads only where a network has them. */
export interface ModelOptions extends DecodePolicyOptions {
  readonly extensions: LayerExtensions | undefined
}

/** A model as it was described, and the function that makes its network for use, which may take memory. */
export interface DescribedModel {
  /** The network, for its shape. */
  readonly network: Network
  readonly distribution: Distribution
  /** The network for use. */
  build(): Network
}

/** The fields of a model in JSON from anywhere. */
export interface ModelFields {
  readonly precision: 'f32' | 'f64'
  readonly network?: unknown
  readonly distribution?: unknown
}

/** The model that the fields describe; throws an Error that names the field where they do not describe one. */
export function modelFromFields(fields: ModelFields, options: ModelOptions): DescribedModel {
  const { network, build } = inField('network', () => readNetwork(fields, options))
  checkSize(network)
  const distribution = inField('distribution', () => {
    assertNoLarger(fields.distribution, network.outputSize)
    return distributionFromDescription(fields.distribution, options.distributions)
  })
  checkModel(network, distribution)
  return { network, distribution, build }
}

function readNetwork(fields: ModelFields, options: ModelOptions): Pick<DescribedModel, 'network' | 'build'> {
  const { layers, networks = {}, buildNetwork, extensions } = options
  if (isOwn(fields.network)) {
    const { kind } = fields.network
    if (!Object.hasOwn(networks, kind)) {
      throw new Error(
        `there is no builder for kind ${outline(kind)}: networks of your own need one, given as \`networks\` by kind`,
      )
    }
    const own = networks[kind](fields.network)
    return { network: own, build: () => own }
  }
  const reference = networkFromDescription(fields.network, { layers, extensions })
  if (buildNetwork !== undefined) return { network: reference, build: () => builtBy(buildNetwork, reference) }
  const fast = fields.precision === 'f32' && simdAvailable()
  return { network: reference, build: () => (fast ? builtBy(undefined, reference) : reference) }
}

function isOwn(description: unknown): description is OwnDescription {
  if (typeof description !== 'object' || description === null || !('kind' in description)) return false
  return typeof description.kind === 'string' && description.kind.includes('/')
}

/** The most inputs of a network that has fewer parameters than inputs, such as one without any layer of weights. */
const FREE_INPUTS = 65_536

/** Throws an Error when a network would take memory for each use that no tensor of its file accounts for. */
function checkSize({ inputSize, parameterCount }: Network): void {
  if (inputSize > Math.max(FREE_INPUTS, parameterCount)) {
    throw new Error(
      `network: it takes ${inputSize} inputs and has ${parameterCount} parameters, expected at most ${FREE_INPUTS} inputs or a parameter for each`,
    )
  }
}

/**
 * Throws an Error when a description is of a distribution that takes more than `outputs` numbers, because making it
 * takes memory.
 */
function assertNoLarger(description: unknown, outputs: number): void {
  if (isOwn(description)) return
  const { classes, size }: { readonly classes?: unknown; readonly size?: unknown } = Object(description)
  const numbers = (Array.isArray(classes) ? classes : [classes, size]).filter((value) => typeof value === 'number')
  const largest = numbers.find((value) => value > outputs)
  if (largest !== undefined)
    throw new Error(`it has ${largest} classes or entries, and the network puts out ${outputs} numbers`)
}

function inField<T>(field: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`${field}: ${messageOf(error)}`, { cause: error })
  }
}
