import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { counted } from '@trpo/math/messages'
import { type PolicyModel, summarizePolicy } from '@trpo/policies'
import type { BuiltRun } from '../families/built-run.ts'

/** A line about a run: its subject, and a text about it. */
export type RunLine = readonly [subject: 'task' | 'policy' | 'batch' | 'step' | 'evaluate' | 'note', text: string]

/** What screens say of a run before it begins, in the order to show it. Each part gives its own name. */
export function describeRun(run: BuiltRun, spec: EnvironmentSpec): readonly RunLine[] {
  const { amount } = run
  const lines: readonly RunLine[] = [
    ['task', `${spec.name}: ${counted(spaceSize(spec.observationSpace), 'observation')}, ${actionsOf(spec)}`],
    ['policy', describeModel(run.policy)],
    ['batch', `${run.sampling}: ${amount.text}, in ${counted(run.lanes, 'lane')}`],
    ['step', run.step],
    ...(run.evaluation === undefined ? [] : [['evaluate', run.evaluation] as const]),
  ]
  return amount.note === undefined ? lines : [...lines, ['note', amount.note]]
}

/** `9-30-2 tanh, diagonal-gaussian, 364 parameters`: its dense layers, its distribution and its size. */
export function describeModel(model: PolicyModel): string {
  const { observationSize, layers, distribution, parameterCount } = summarizePolicy(model)
  const dense = layers.filter(({ kind }) => kind === 'dense')
  const sizes = [observationSize, ...dense.map(({ outputSize }) => outputSize)].join('-')
  const units = layers.find(({ kind }) => kind !== 'dense' && kind !== 'append')?.kind ?? 'linear'
  return [dense.length === 0 ? units : `${sizes} ${units}`, distribution, `${parameterCount} parameters`].join(', ')
}

function actionsOf({ actionSpace: space }: EnvironmentSpec): string {
  if (space.kind === 'discrete') return counted(space.n, 'action')
  const size = spaceSize(space)
  return counted(size, `${space.kind === 'box' ? 'continuous' : 'discrete'} action`)
}
