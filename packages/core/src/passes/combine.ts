import { type Moments, mergeMoments } from './moments.ts'

/**
 * Adds the parts, entry by entry, in group order. The bits are the same however the groups are spread over shards.
 *
 * An empty part stands for zeros: a run with fewer lanes than groups has groups without rows, whose sums need not be made, sent and
 * added.
 */
export function added(parts: readonly Float64Array[]): Float64Array {
  const [first, ...others] = parts.filter(({ length }) => length > 0)
  if (first === undefined) return new Float64Array(0)
  // Zeros make 0 of -0, whether they come before a part or after it.
  const total = others.length + 1 < parts.length ? first.map((value) => value + 0) : first.slice()
  for (const part of others) for (let i = 0; i < total.length; i++) total[i] += part[i]
  return total
}

/** The parts, unchanged, for a result that is folded later. */
export function inOrder(parts: readonly Float64Array[]): readonly Float64Array[] {
  return parts
}

/** Merges several sets of moments, each [count, mean, sum of squared deviations] in every part, in group order. */
export function mergedMoments(parts: readonly Float64Array[]): readonly Moments[] {
  const sets = parts[0].length / 3
  return Array.from({ length: sets }, (_, set) =>
    parts
      .map((part): Moments => ({ count: part[3 * set], mean: part[3 * set + 1], m2: part[3 * set + 2] }))
      .reduce(mergeMoments),
  )
}

/** Moments as `mergedMoments` reads them. */
export function momentsAsPart(moments: readonly Moments[]): Float64Array {
  return Float64Array.from(moments.flatMap(({ count, mean, m2 }) => [count, mean, m2]))
}
