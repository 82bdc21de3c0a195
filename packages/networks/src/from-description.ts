import { listed, messageOf, outline } from '@trpo/math/messages'
import { append } from './append.ts'
import { dense } from './dense.ts'
import type { BuiltInLayerDescription, OwnDescription } from './description.ts'
import type { Layer, LayerExtensions } from './layer.ts'
import { relu } from './relu.ts'
import { type SequentialNetwork, sequential } from './sequential.ts'
import { tanh } from './tanh.ts'

/**
 * The builders of this package's layers, by kind. A new layer is a file of its own and a line here. The builders check
 * their values.
 */
const builders: {
  readonly [K in BuiltInLayerDescription['kind']]: (of: Extract<BuiltInLayerDescription, { kind: K }>) => Layer
} = {
  dense: ({ inputSize, outputSize, gain, initialWeights }) => {
    if (gain === undefined) throw new RangeError('gain is missing, expected a finite number')
    return dense(inputSize, outputSize, initialWeights === undefined ? { gain } : { gain, initialWeights })
  },
  tanh: ({ size }) => tanh(size),
  relu: ({ size }) => relu(size),
  append: ({ inputSize, name, initial }) => append(inputSize, { name, initial }),
}

/**
 * Builders of a user's own layers, by kind. A builder must check the description that it gets, which may come from
 * anywhere.
 */
export type LayerBuilders = Readonly<Record<string, (description: OwnDescription) => Layer>>

/** How descriptions are read. */
export interface NetworkFromDescriptionOptions {
  /**
   * Builders of your own layers, such as `{ 'acme/swish': ({ size }) => swish(size) }`. Their kinds have a slash; a builder
   * of any other kind is never asked.
   * @default none
   */
  readonly layers?: LayerBuilders | undefined
  /**
   * Kinds of layers of this package that a page loads only where a network has them, such as `convolution`.
   * @default none
   */
  readonly extensions?: LayerExtensions | undefined
}

/**
 * The f64 network that `description` describes: a `SequentialDescription`, or JSON from anywhere, which is checked.
 *
 * Throws a RangeError that names the field when the value describes no network, such as
 * `layers[2].inputSize is "4", expected a whole number from 1 to 2^31 - 1`.
 */
export function networkFromDescription(
  description: unknown,
  options: NetworkFromDescriptionOptions = {},
): SequentialNetwork {
  const { kind, layers } = record(description, 'the network description')
  if (kind !== 'sequential') throw new RangeError(`the network's kind is ${outline(kind)}, expected "sequential"`)
  if (!Array.isArray(layers)) throw new RangeError(`layers is ${outline(layers)}, expected an array of layers`)
  return sequential(layers.map((layer, i) => layerFromDescription(layer, `layers[${i}]`, options)))
}

/** Whether a layer is one of this package's. */
export function isBuiltIn(description: { readonly kind: string }): description is BuiltInLayerDescription {
  return Object.hasOwn(builders, description.kind)
}

function layerFromDescription(
  description: unknown,
  path: string,
  { layers = {}, extensions = {} }: NetworkFromDescriptionOptions,
): Layer {
  const fields = record(description, path)
  const kind = fields.kind
  const loaded = Object.entries(extensions).map(([name, { build }]) => [name, build])
  // A kind without a slash is this package's, whether its extension is given or not: a user's builder cannot replace it.
  const own = Object.entries(layers).filter(([name]) => name.includes('/'))
  const known = { ...builders, ...Object.fromEntries(loaded), ...Object.fromEntries(own) }
  if (typeof kind !== 'string' || !Object.hasOwn(known, kind)) {
    throw new RangeError(
      `${path}.kind is ${outline(kind)}, expected one of ${listed(Object.keys(known))}; layers of your own need a builder, given as \`layers\`; convolutions need \`extensions\``,
    )
  }
  const build: (fields: unknown) => Layer = known[kind]
  try {
    return build(fields)
  } catch (error) {
    throw new RangeError(`${path}.${messageOf(error)}`, { cause: error })
  }
}

function record(value: unknown, path: string): { readonly kind?: unknown; readonly layers?: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError(`${path} is ${outline(value)}, expected a record`)
  }
  return value
}
