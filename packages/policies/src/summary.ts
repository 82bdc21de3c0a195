import { counted } from '@trpo/math/messages'
import type { LayerDescription, Leaf, NetworkDescription } from '@trpo/networks'
import type { Policy, PolicyModel } from './policy.ts'

/** A layer of a policy's network, in numbers. */
export interface LayerSummary {
  /** Its kind, such as `dense`; that of the whole network where it is one of your own, which has no layers. */
  readonly kind: string
  /** Numbers in a row of its outputs; null where a layer of your own does not say. */
  readonly outputSize: number | null
  /** Its parts of theta, each with its name, shape, offset and size. */
  readonly leaves: readonly Leaf[]
  /** Its parameters, the sum of the sizes of its leaves. */
  readonly parameterCount: number
}

/** What a policy is made of. Plain data. */
export interface PolicySummary {
  /** Numbers in one observation. */
  readonly observationSize: number
  /** The layers of its network, the first one first. */
  readonly layers: readonly LayerSummary[]
  /** All parameters, p. */
  readonly parameterCount: number
  /** The precision that the network computes in. */
  readonly precision: 'f32' | 'f64'
  /** The kind of its distribution, such as `diagonal-gaussian`. */
  readonly distribution: string
  /** Numbers in one action. */
  readonly actionSize: number
  /** What is done to drawn actions; null where they are given as they are drawn. */
  readonly fit: 'clip' | 'scale' | null
  /** Whether observations are normalised; false for a model, which has no normaliser yet. */
  readonly normalized: boolean
}

/** The layers, shapes and numbers of parameters of a policy or a model. `summaryText` makes a table of them. */
export function summarizePolicy(policy: PolicyModel | Policy): PolicySummary {
  const { network, distribution, actions } = policy
  return {
    observationSize: network.inputSize,
    layers: layersOf(network.description, network.leaves, network.outputSize),
    parameterCount: network.parameterCount,
    precision: network.precision,
    distribution: distribution.description.kind,
    actionSize: distribution.actionSize,
    fit: actions?.fit ?? null,
    normalized: 'normalizer' in policy && policy.normalizer !== undefined,
  }
}

/** A summary as a table of lines, one a layer, and a last line for the rest. */
export function summaryText(summary: PolicySummary): string {
  const shapes = ({ leaves }: LayerSummary) =>
    leaves.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ')
  const rows = [
    ['layer', 'outputs', 'parameters', ''],
    ['observation', String(summary.observationSize), '', ''],
    ...summary.layers.map((one) => [
      one.kind,
      String(one.outputSize ?? '?'),
      String(one.parameterCount || ''),
      shapes(one),
    ]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)))
  const lines = rows.map(([kind, outputs, parameters, leaves]) =>
    `${kind.padEnd(widths[0])}  ${outputs.padStart(widths[1])}  ${parameters.padStart(widths[2])}  ${leaves}`.trimEnd(),
  )
  const { parameterCount, precision, distribution, actionSize, fit, normalized } = summary
  const acts = `${distribution} of ${counted(actionSize, 'number')}${fit === null ? '' : `, then ${fit}`}`
  return [
    ...lines,
    `${counted(parameterCount, 'parameter')} in ${precision}; ${acts}${normalized ? '; observations are normalised' : ''}`,
  ].join('\n')
}

function layersOf(network: NetworkDescription, leaves: readonly Leaf[], outputSize: number): readonly LayerSummary[] {
  if (!isSequential(network)) return [layerSummary(network.kind, outputSize, leaves)]
  const { layers } = network
  let from = 0
  const owners = leaves.map((leaf) => {
    // Leaves are in the order of the layers; those that no name tells apart belong to the next layer of one's own.
    const named = layers.findIndex((layer, at) => leaf.name.startsWith(`${at}.`) || isAppended(layer, leaf))
    from = named >= 0 ? named : layers.findIndex(({ kind }, at) => at >= from && kind.includes('/'))
    return from
  })
  return layers.map((layer, at) =>
    layerSummary(
      layer.kind,
      at === layers.length - 1 ? outputSize : outputSizeOf(layer),
      leaves.filter((_, index) => owners[index] === at),
    ),
  )
}

function layerSummary(kind: string, outputSize: number | null, leaves: readonly Leaf[]): LayerSummary {
  return { kind, outputSize, leaves, parameterCount: leaves.reduce((sum, { size }) => sum + size, 0) }
}

function isSequential(
  network: NetworkDescription,
): network is Extract<NetworkDescription, { readonly kind: 'sequential' }> {
  return network.kind === 'sequential'
}

function isAppended(layer: LayerDescription, { name }: Leaf): boolean {
  return layer.kind === 'append' && layer['name'] === name
}

/** What the description of a layer says of its outputs, as those of this project's layers do. */
function outputSizeOf(layer: LayerDescription): number | null {
  const { inputSize, outputSize, size, initial } = layer as { readonly [field: string]: unknown }
  if (layer.kind === 'append') return Number(inputSize) + (initial as readonly number[]).length
  return [outputSize, size].find((value) => typeof value === 'number') ?? null
}
