import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import type { BuiltInLayerDescription, LayerDescription } from '@trpo/networks'
import type { PolicyModel } from '@trpo/policies'
import type { BuiltRun } from '../families/built-run.ts'

/** A line about a run: its subject, and a text about it. */
export type RunLine = readonly [subject: 'task' | 'policy' | 'batch' | 'step' | 'note', text: string]

/** What screens say of a run before it begins, in the order to show it. Each part gives its own name. */
export function describeRun(run: BuiltRun, spec: EnvironmentSpec): readonly RunLine[] {
  const { amount } = run
  const lines: readonly RunLine[] = [
    ['task', `${spec.name}: ${spaceSize(spec.observationSpace)} observations, ${actionsOf(spec)}`],
    ['policy', describeModel(run.policy)],
    ['batch', `${run.sampling}: ${amount.text}, in ${run.lanes} lanes`],
    ['step', run.step],
  ]
  return amount.note === undefined ? lines : [...lines, ['note', amount.note]]
}

/** `9-30-2 tanh, diagonal-gaussian, 364 parameters`: its dense layers, its distribution and its size. */
export function describeModel({ distribution, network }: PolicyModel): string {
  return [shapeOf(network.description), distribution.description.kind, `${network.parameterCount} parameters`].join(
    ', ',
  )
}

function shapeOf(network: PolicyModel['network']['description']): string {
  if (network.kind !== 'sequential') return network.kind
  const dense = denseLayers(network.layers)
  const units = network.layers.map(({ kind }) => kind).find((kind) => kind === 'tanh' || kind === 'relu')
  const sizes = [...dense.map(({ inputSize }) => inputSize), ...dense.slice(-1).map(({ outputSize }) => outputSize)]
  return `${sizes.join('-')} ${units ?? 'linear'}`
}

function actionsOf({ actionSpace: space }: EnvironmentSpec): string {
  if (space.kind === 'discrete') return `${space.n} actions`
  const size = spaceSize(space)
  return `${size} ${space.kind === 'box' ? 'continuous' : 'discrete'} action${size === 1 ? '' : 's'}`
}

function denseLayers(
  layers: readonly LayerDescription[],
): readonly Extract<BuiltInLayerDescription, { kind: 'dense' }>[] {
  return layers.filter((layer): layer is Extract<BuiltInLayerDescription, { kind: 'dense' }> => layer.kind === 'dense')
}
