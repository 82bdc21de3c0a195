import type { Lanes } from '@trpo/envs'
import type { Batch, PartSettings } from '@trpo/samplers'
import type { RunParts } from './run-parts.ts'

/**
 * What a run is made of, in words by dotted names, such as `estimator.discount`: the seed, the lanes, and of every part its name
 * and its settings. It travels, so that a trainer can tell whether a shard that lives elsewhere was built from the same parts.
 */
export type PartsIdentity = Readonly<Record<string, string>>

/** The identity of the parts of a run. What a part does not say of itself, in its `settings`, is no part of it. */
export function identityOf<B extends Batch, L extends Lanes>(parts: RunParts<B, L>): PartsIdentity {
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

/** How many differences a message names. */
const NAMED = 3

/** What a shard was built with and the trainer was not, in words; undefined where they agree. */
export function differenceBetween(shard: PartsIdentity, trainer: PartsIdentity): string | undefined {
  const names = [...new Set([...Object.keys(trainer), ...Object.keys(shard)])]
  const differences = names
    .filter((name) => shard[name] !== trainer[name])
    .map((name) => `the shard has ${ofName(name, shard[name])}, the trainer ${ofName(name, trainer[name])}`)
  if (differences.length === 0) return undefined
  const more = differences.length - NAMED
  return `${differences.slice(0, NAMED).join('; ')}${more > 0 ? `; ${more} more differ` : ''}`
}

function ofName(name: string, value: string | undefined): string {
  return value === undefined ? `no ${name}` : `${name} ${value}`
}

/** The values in plain data by their dotted names. Lists of plain values are one value. */
function inWords(name: string, value: unknown): readonly (readonly [name: string, value: string])[] {
  if (value === undefined || typeof value === 'function') return []
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  const list: readonly unknown[] | undefined = Array.isArray(value)
    ? value
    : value instanceof Float64Array
      ? [...value]
      : undefined
  if (list?.every((entry) => typeof entry !== 'object' || entry === null)) return [[name, `[${list.join(', ')}]`]]
  return Object.entries(value).flatMap(([key, inner]) => inWords(name === '' ? key : `${name}.${key}`, inner))
}
