import type { GroupSum } from './shard.ts'

/** Adds the sums of all shards, group by group in group order: the same bits however the groups are spread. Throws when a group is missing its place (none, or two of the same). */
export function sumGroups(parts: readonly (readonly GroupSum[])[]): Float64Array {
  const groups = inGroupOrder(parts)
  const total = Float64Array.from(groups[0].values)
  for (const { values } of groups.slice(1)) for (let i = 0; i < total.length; i++) total[i] += values[i]
  return total
}

/** All groups of all shards, ordered. Throws when there is none, or one stands twice. */
export function inGroupOrder<T extends { readonly group: number }>(parts: readonly (readonly T[])[]): T[] {
  const groups = parts.flat().sort((a, b) => a.group - b.group)
  if (groups.length === 0) throw new Error('there is no lane group to sum over; a shard must own at least one')
  for (let i = 1; i < groups.length; i++)
    if (groups[i].group === groups[i - 1].group)
      throw new Error(`lane group ${groups[i].group} is owned by two shards; give each group to one`)
  return groups
}

/** Count, mean and sum of squared deviations of a set of numbers. */
export interface Moments {
  readonly count: number
  readonly mean: number
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
