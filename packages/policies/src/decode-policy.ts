import { messageOf, outline } from '@trpo/math/messages'
import { convolution } from '@trpo/networks'
import type { ActionBounds } from './action-bounds.ts'
import { type DecodePolicyOptions, type DescribedModel, modelFromFields } from './build-model.ts'
import { POLICY_FORMAT_VERSION } from './encode-policy.ts'
import { jsonDepth, MAXIMUM_JSON_DEPTH } from './json-depth.ts'
import type { Normalizer } from './normalizer.ts'
import { createPolicy, type Policy } from './policy.ts'
import { decodeSafetensors } from './safetensors/decode.ts'
import type { Tensor } from './safetensors/tensor.ts'

/**
 * The policy that `encodePolicy` wrote. Everything is checked, because the files may come from anywhere. Files of
 * format 1 are read too; their policies have no `actions`.
 *
 * Throws an Error that names the field or tensor when the JSON or the tensors are malformed, have another format
 * version, do not fit each other, or hold numbers that are not finite.
 */
export function decodePolicy(json: string, tensors: Uint8Array, options: DecodePolicyOptions = {}): Policy {
  const document = readDocument(json, options)
  const { tensors: found, metadata } = decodeSafetensors(tensors)
  const { policy: carried } = metadata
  if (carried !== undefined && carried !== document.text) {
    throw new Error('the JSON and the tensors are of two policies (the tensors carry another description): save again')
  }
  const unread = new Map(found)
  const { network, distribution, build } = document.model
  const read = (name: string, shape: readonly number[]) => takeTensor(unread, name, shape)
  const leaves = network.leaves.map((leaf) => read(`network.${leaf.name}`, leaf.shape))
  const normalizer = document.normalizer ? readNormalizer(read, network.inputSize) : undefined
  const { fit } = document
  const actions = fit && readActions(read, distribution.actionSize, fit)
  const [unknown] = unread.keys()
  if (unknown !== undefined) throw new Error(`the tensors hold ${outline(unknown)}, which this policy has no use for`)

  // Every leaf was found with its shape, so theta is no larger than the tensors.
  const theta = new Float64Array(network.parameterCount)
  for (const [i, data] of leaves.entries()) theta.set(data, network.leaves[i].offset)
  return createPolicy({ network: build(), distribution, theta, normalizer, actions })
}

interface Document {
  readonly model: DescribedModel
  readonly normalizer: boolean
  /** How actions are fitted to their bounds, if there are any. */
  readonly fit: ActionBounds['fit'] | undefined
  /** The same JSON without whitespace. */
  readonly text: string
}

function readDocument(json: string, options: DecodePolicyOptions): Document {
  const depth = jsonDepth(json)
  if (depth > MAXIMUM_JSON_DEPTH) {
    throw new Error(
      `the policy's JSON is nested ${depth} deep, more than ${MAXIMUM_JSON_DEPTH}: it describes no policy`,
    )
  }
  let value: unknown
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Error(`the policy's JSON cannot be parsed (${messageOf(error)})`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`the policy's JSON is ${outline(value)}, expected a record`)
  }
  const fields: {
    readonly formatVersion?: unknown
    readonly precision?: unknown
    readonly network?: unknown
    readonly distribution?: unknown
    readonly normalizer?: unknown
    readonly actions?: unknown
  } = value
  const { formatVersion, precision, actions } = fields
  if (formatVersion !== 1 && formatVersion !== POLICY_FORMAT_VERSION) {
    throw new Error(
      `formatVersion is ${outline(formatVersion)}, this version of @trpo/policies reads 1 and ${POLICY_FORMAT_VERSION}`,
    )
  }
  if (precision !== 'f32' && precision !== 'f64') {
    throw new Error(`precision is ${outline(precision)}, expected "f32" or "f64"`)
  }
  if (typeof fields.normalizer !== 'boolean') {
    throw new Error(`normalizer is ${outline(fields.normalizer)}, expected true or false`)
  }
  if (actions !== undefined && actions !== 'clip' && actions !== 'scale') {
    throw new Error(`actions is ${outline(actions)}, expected "clip" or "scale", or none`)
  }
  if (actions !== undefined && formatVersion === 1) throw new Error('actions are given, and format 1 has none')
  const model = modelFromFields({ ...fields, precision }, { ...options, extensions: convolution })
  return { model, normalizer: fields.normalizer, fit: actions, text: JSON.stringify(value) }
}

/** Takes a tensor out of `tensors`, and returns its data. */
function takeTensor(tensors: Map<string, Tensor>, name: string, shape: readonly number[]): Float64Array {
  const tensor = tensors.get(name)
  if (tensor === undefined) throw new Error(`tensor ${outline(name)} is missing`)
  if (tensor.dtype !== 'F64') throw new Error(`tensor ${outline(name)} is ${tensor.dtype}, expected F64`)
  if (tensor.shape.length !== shape.length || tensor.shape.some((dimension, i) => dimension !== shape[i])) {
    throw new Error(`tensor ${outline(name)} has shape [${tensor.shape.join(', ')}], expected [${shape.join(', ')}]`)
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

function readActions(
  read: (name: string, shape: readonly number[]) => Float64Array,
  size: number,
  fit: ActionBounds['fit'],
): ActionBounds {
  return { low: [...read('actions.low', [size])], high: [...read('actions.high', [size])], fit }
}
