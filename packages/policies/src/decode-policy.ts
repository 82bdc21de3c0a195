import { type Distribution, distributionFromDescription } from '@trpo/distributions'
import { type Network, networkFromDescription, simdNetwork } from '@trpo/networks'
import { POLICY_FORMAT_VERSION } from './encode-policy.ts'
import { jsonDepth, MAXIMUM_JSON_DEPTH } from './json-depth.ts'
import { builtBy, type NetworkBuilder } from './network-builder.ts'
import type { Normalizer } from './normalizer.ts'
import { checkModel, createPolicy, type Policy } from './policy.ts'
import { decodeSafetensors } from './safetensors/decode.ts'
import type { Tensor } from './safetensors/tensor.ts'
import { messageOf, show } from './show.ts'

/** How a policy is read. */
export interface DecodePolicyOptions {
  /** Makes the network; unless given, what the policy was saved with: the SIMD kernels (`simdNetwork`) for f32, the reference for f64. */
  readonly buildNetwork?: NetworkBuilder | undefined
}

/**
 * The policy that `encodePolicy` wrote, or that somebody else says it did: everything is checked.
 *
 * Throws an Error that names the field or tensor when the JSON or the tensors are malformed, of another format version,
 * do not fit each other, or hold numbers that are not finite.
 */
export function decodePolicy(json: string, tensors: Uint8Array, options: DecodePolicyOptions = {}): Policy {
  const document = readDocument(json)
  const { tensors: found, metadata } = decodeSafetensors(tensors)
  const { policy: carried } = metadata
  if (carried !== undefined && carried !== document.text) {
    throw new Error('the JSON and the tensors are of two policies (the tensors carry another description): save again')
  }
  const unread = new Map(found)
  const { network, distribution } = document
  const read = (name: string, shape: readonly number[]) => takeTensor(unread, name, shape)
  const leaves = network.leaves.map((leaf) => read(`network.${leaf.name}`, leaf.shape))
  const normalizer = document.normalizer ? readNormalizer(read, network.inputSize) : undefined
  const [unknown] = unread.keys()
  if (unknown !== undefined) throw new Error(`the tensors hold ${show(unknown)}, which this policy has no use for`)

  // Every leaf was found with its shape, so theta is no larger than the tensors.
  const theta = new Float64Array(network.parameterCount)
  for (const [i, data] of leaves.entries()) theta.set(data, network.leaves[i].offset)
  const saved = document.precision === 'f32' ? simdNetwork : networkFromDescription
  return createPolicy({ network: builtBy(options.buildNetwork ?? saved, network), distribution, theta, normalizer })
}

interface Document {
  readonly precision: 'f32' | 'f64'
  readonly network: Network
  readonly distribution: Distribution
  readonly normalizer: boolean
  /** The same JSON without whitespace. */
  readonly text: string
}

function readDocument(json: string): Document {
  const depth = jsonDepth(json)
  if (depth > MAXIMUM_JSON_DEPTH) {
    throw new Error(
      `the policy's JSON is nested ${depth} deep, more than ${MAXIMUM_JSON_DEPTH}: it describes no policy`,
    )
  }
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new Error(`the policy's JSON cannot be parsed (${messageOf(error)})`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`the policy's JSON is ${show(value)}, expected a record`)
  }
  const fields: {
    readonly formatVersion?: unknown
    readonly precision?: unknown
    readonly network?: unknown
    readonly distribution?: unknown
    readonly normalizer?: unknown
  } = value
  if (fields.formatVersion !== POLICY_FORMAT_VERSION) {
    throw new Error(
      `formatVersion is ${show(fields.formatVersion)}, this version of @trpo/policies reads ${POLICY_FORMAT_VERSION}`,
    )
  }
  const { precision } = fields
  if (precision !== 'f32' && precision !== 'f64') {
    throw new Error(`precision is ${show(precision)}, expected "f32" or "f64"`)
  }
  if (typeof fields.normalizer !== 'boolean') {
    throw new Error(`normalizer is ${show(fields.normalizer)}, expected true or false`)
  }
  const network = inField('network', () => networkFromDescription(fields.network))
  checkSize(network)
  const distribution = inField('distribution', () => {
    assertNoLarger(fields.distribution, network.outputSize)
    return distributionFromDescription(fields.distribution)
  })
  checkModel(network, distribution)
  return { precision, network, distribution, normalizer: fields.normalizer, text: JSON.stringify(value) }
}

/** Inputs that a network may have with fewer parameters than inputs, as one without any layer of weights has. */
const FREE_INPUTS = 65_536

/** Throws an Error when a network would take memory for each use that no tensor of its file accounts for. */
function checkSize({ inputSize, parameterCount }: Network): void {
  if (inputSize > Math.max(FREE_INPUTS, parameterCount)) {
    throw new Error(
      `network: it takes ${inputSize} inputs and has ${parameterCount} parameters, expected at most ${FREE_INPUTS} inputs or a parameter for each`,
    )
  }
}

/** Throws an Error when a description is of a distribution that takes more than `outputs` numbers: making it takes memory. */
function assertNoLarger(description: unknown, outputs: number): void {
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

/** The data of a tensor, which is taken out of `tensors`. */
function takeTensor(tensors: Map<string, Tensor>, name: string, shape: readonly number[]): Float64Array {
  const tensor = tensors.get(name)
  if (tensor === undefined) throw new Error(`tensor ${show(name)} is missing`)
  if (tensor.dtype !== 'F64') throw new Error(`tensor ${show(name)} is ${tensor.dtype}, expected F64`)
  if (tensor.shape.length !== shape.length || tensor.shape.some((dimension, i) => dimension !== shape[i])) {
    throw new Error(`tensor ${show(name)} has shape [${tensor.shape.join(', ')}], expected [${shape.join(', ')}]`)
  }
  tensors.delete(name)
  return tensor.data
}

function readNormalizer(read: (name: string, shape: readonly number[]) => Float64Array, size: number): Normalizer {
  const mean = read('normalizer.mean', [size])
  const std = read('normalizer.std', [size])
  const [clip] = read('normalizer.clip', [])
  return { mean, std, clip }
}
