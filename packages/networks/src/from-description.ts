import { append } from './append.ts'
import { show } from './checks.ts'
import { dense } from './dense.ts'
import type { Layer } from './layer.ts'
import type { LayerDescription, Network } from './network.ts'
import { relu } from './relu.ts'
import { sequential } from './sequential.ts'
import { tanh } from './tanh.ts'
import type { SequentialTape } from './tape.ts'

/** What builds a layer of each kind; a new layer is a file of its own and a line here. The builders check their values. */
const builders: { readonly [K in LayerDescription['kind']]: (of: Extract<LayerDescription, { kind: K }>) => Layer } = {
  dense: ({ inputSize, outputSize, gain }) => {
    if (gain === undefined) throw new RangeError('gain is missing, expected a finite number')
    return dense(inputSize, outputSize, { gain })
  },
  tanh: ({ size }) => tanh(size),
  relu: ({ size }) => relu(size),
  append: ({ inputSize, name, initial }) => append(inputSize, { name, initial }),
}

/**
 * The f64 network that `description` describes: a `NetworkDescription`, or JSON from anywhere, which is checked.
 *
 * Throws a RangeError that names the field when the value describes no network, such as
 * `layers[2].inputSize is "4", expected a whole number from 1 to 2^31 - 1`.
 */
export function networkFromDescription(description: unknown): Network<SequentialTape> {
  const { kind, layers } = record(description, 'the network description')
  if (kind !== 'sequential') throw new RangeError(`the network's kind is ${show(kind)}, expected "sequential"`)
  if (!Array.isArray(layers)) throw new RangeError(`layers is ${show(layers)}, expected an array of layers`)
  return sequential(layers.map((layer, i) => layerFromDescription(layer, `layers[${i}]`)))
}

function layerFromDescription(description: unknown, path: string): Layer {
  const fields = record(description, path)
  const kind = fields.kind
  if (typeof kind !== 'string' || !Object.hasOwn(builders, kind)) {
    throw new RangeError(`${path}.kind is ${show(kind)}, expected one of ${Object.keys(builders).join(', ')}`)
  }
  const build = builders[kind as LayerDescription['kind']] as (fields: unknown) => Layer
  try {
    return build(fields)
  } catch (error) {
    throw new RangeError(`${path}.${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function record(value: unknown, path: string): { readonly kind?: unknown; readonly layers?: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError(`${path} is ${show(value)}, expected a record`)
  }
  return value
}
