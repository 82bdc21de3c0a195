import { describeSpace, type EnvironmentSpec } from '@trpo/envs'

/**
 * What a run is made of, in words by dotted names, such as `estimator.discount`: the seed, the lanes, and the name and settings of
 * every part. That of a shard also names the environment of its lanes, which its trainer does not know. It travels, so that a
 * trainer can tell whether a shard that lives elsewhere was built from the same parts.
 */
export type PartsIdentity = Readonly<Record<string, string>>

/** How many differences a message names. */
const NAMED = 3

/** What a shard was built with and the trainer was not, in words; undefined where they agree. */
export function differenceBetween(shard: PartsIdentity, trainer: PartsIdentity): string | undefined {
  const names = [...new Set([...Object.keys(trainer), ...Object.keys(shard)])].filter((name) => !isOfEnvironment(name))
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

/** The environment of a shard's lanes. */
export function identityOfEnvironment({
  name,
  observationSpace,
  actionSpace,
  timeLimit,
}: EnvironmentSpec): PartsIdentity {
  return {
    'environment.name': name,
    'environment.observationSpace': describeSpace(observationSpace),
    'environment.actionSpace': describeSpace(actionSpace),
    'environment.timeLimit': String(timeLimit),
  }
}

/** In what the environments of two shards differ, in words; undefined where they agree, or one says nothing of its own. */
export function otherEnvironment(one: PartsIdentity, another: PartsIdentity): string | undefined {
  const name = Object.keys(one).find(
    (candidate) => isOfEnvironment(candidate) && candidate in another && one[candidate] !== another[candidate],
  )
  return name && `one shard has ${name} ${one[name]}, another ${another[name]}`
}

function isOfEnvironment(name: string): boolean {
  return name.startsWith('environment.')
}
