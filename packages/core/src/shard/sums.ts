import { LANE_GROUPS } from '@trpo/samplers'
import type { GroupSum } from './shard.ts'

/** Adds the sums of all shards, group by group in group order: the same bits however the groups are spread. Throws when there is no group, or one stands twice. */
export function sumGroups(parts: readonly (readonly GroupSum[])[]): Float64Array {
  const groups = inGroupOrder(parts)
  const total = Float64Array.from(groups[0].values)
  for (const { values } of groups.slice(1)) for (let i = 0; i < total.length; i++) total[i] += values[i]
  return total
}

/** All groups of all shards, ordered. Throws when there is none, or one stands twice. */
export function inGroupOrder<T extends Pick<GroupSum, 'group'>>(parts: readonly (readonly T[])[]): T[] {
  const groups = parts.flat().sort((a, b) => a.group - b.group)
  if (groups.length === 0) throw new Error('there is no lane group to sum over; a shard must own at least one')
  for (let i = 1; i < groups.length; i++)
    if (groups[i].group === groups[i - 1].group)
      throw new Error(`lane group ${groups[i].group} is owned by two shards; give each group to one`)
  return groups
}

/** Throws unless every lane group is there once: shards that own only some of them would sum over a part of the batch. */
export function assertEveryGroup(parts: readonly (readonly Pick<GroupSum, 'group'>[])[]): void {
  const owned = new Set(inGroupOrder(parts).map(({ group }) => group))
  const missing = Array.from({ length: LANE_GROUPS }, (_, group) => group).filter((group) => !owned.has(group))
  if (missing.length > 0)
    throw new Error(
      `no shard owns lane group ${missing.join(', ')}; between them the shards must own all ${LANE_GROUPS}`,
    )
}

/** Count, mean and sum of squared deviations of a set of numbers. */
export interface Moments {
  /** How many numbers there are. */
  readonly count: number
  /** Their mean; 0 of none. */
  readonly mean: number
  /** Sum of their squared deviations from the mean. */
  readonly m2: number
}

/** Moments of values[start .. end), in two passes. */
export function momentsOf(values: Float64Array, start: number, end: number): Moments {
  const count = end - start
  if (count === 0) return { count: 0, mean: 0, m2: 0 }
  let sum = 0
  for (let i = start; i < end; i++) sum += values[i]
  const mean = sum / count
  let m2 = 0
  for (let i = start; i < end; i++) {
    const deviation = values[i] - mean
    m2 += deviation * deviation
  }
  return { count, mean, m2 }
}

/** Moments of the union of two sets (Chan, Golub and LeVeque 1979). Not associative in its bits: merge in a fixed order. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const count = a.count + b.count
  const difference = b.mean - a.mean
  return {
    count,
    mean: a.mean + (difference * b.count) / count,
    m2: a.m2 + b.m2 + (difference * difference * a.count * b.count) / count,
  }
}
