/**
 * What a run is made of, in words by dotted names, such as `estimator.discount`: the seed, the lanes, and of every part its name
 * and its settings. The environment is not among it. It travels, so that a trainer can tell whether a shard that lives elsewhere
 * was built from the same parts.
 */
export type PartsIdentity = Readonly<Record<string, string>>

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
