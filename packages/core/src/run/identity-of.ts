import type { Lanes } from '@trpo/envs'
import type { Batch, PartSettings } from '@trpo/samplers'
import type { PartsIdentity } from '../shard/parts-identity.ts'
import type { AnyRunParts } from './run-parts.ts'

/** The identity of the parts of a run. It contains of a part only what its `settings` say. */
export function identityOf<B extends Batch, L extends Lanes>(parts: AnyRunParts<B, L>): PartsIdentity {
  const { network, distribution, actions } = parts.policy
  const { sampling, estimator, objective, update, actionBounds } = parts
  const part = (name: string, { name: called, settings = {} }: { name: string; settings?: PartSettings }) => [
    [name, called] as const,
    ...inWords(name, settings),
  ]
  return Object.fromEntries([
    ...inWords('', { seed: parts.seed, lanes: sampling.lanes, normalizeObservations: parts.normalizeObservations }),
    ...inWords('actionBounds', actionBounds && { low: actionBounds.low, high: actionBounds.high }),
    ...inWords('policy', {
      network: network.description,
      precision: network.precision,
      distribution: distribution.description,
      actions,
    }),
    ...part('sampling', sampling),
    ...part('estimator', estimator),
    ...part('objective', objective),
    ...part('update', update),
  ])
}

/** The values in plain data by their dotted names. Lists of plain values are one value. */
function inWords(name: string, value: unknown): readonly (readonly [name: string, value: string])[] {
  if (value === undefined || typeof value === 'function') return []
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  const list: readonly unknown[] | undefined = Array.isArray(value)
    ? value
    : value instanceof Float64Array || value instanceof Float32Array || value instanceof Int32Array
      ? [...value]
      : undefined
  if (list?.every((entry) => typeof entry !== 'object' || entry === null)) return [[name, `[${list.join(', ')}]`]]
  return Object.entries(value).flatMap(([key, inner]) => inWords(name === '' ? key : `${name}.${key}`, inner))
}
