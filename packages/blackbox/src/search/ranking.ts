/** The fitness of a candidate that failed, below that of all others. */
export const FAILED: number = Number.NEGATIVE_INFINITY

/**
 * The numbers of the candidates, from the fittest to the least fit. Of candidates of equal fitness the earlier comes first, and
 * those that failed come last.
 *
 * Throws a RangeError unless there are `population` candidates of n finite numbers, and as many fitnesses, each of them a finite
 * number or -Infinity for a candidate that failed, and one at least finite.
 */
export function ranking(
  what: string,
  candidates: Float64Array,
  fitness: ArrayLike<number>,
  population: number,
  n: number,
): readonly number[] {
  if (candidates.length !== population * n)
    throw new RangeError(
      `${what}: got ${candidates.length} numbers of candidates, expected ${population} candidates of ${n}, row-major`,
    )
  if (fitness.length !== population)
    throw new RangeError(`${what}: got ${fitness.length} fitnesses for ${population} candidates, expected one each`)
  const at = candidates.findIndex((value) => !Number.isFinite(value))
  if (at >= 0)
    throw new RangeError(
      `${what}: number ${at % n} of candidate ${Math.floor(at / n)} is ${candidates[at]}, expected finite numbers; the search has diverged, so begin with a smaller spread`,
    )
  for (let k = 0; k < population; k++)
    if (!Number.isFinite(fitness[k]) && fitness[k] !== FAILED)
      throw new RangeError(
        `${what}: the fitness of candidate ${k} is ${fitness[k]}, expected a finite number; give -Infinity to a candidate that failed`,
      )
  const order = Array.from({ length: population }, (_, k) => k).sort(
    (a, b) => descending(fitness[a], fitness[b]) || a - b,
  )
  if (fitness[order[0]] === FAILED)
    throw new RangeError(
      `${what}: all ${population} candidates failed (their fitness is -Infinity), so none says where to go on; begin with a smaller spread`,
    )
  return order
}

/** Compares for a sort, from the greatest to the least. A difference would be NaN where both are infinite. */
function descending(a: number, b: number): number {
  return a > b ? -1 : a < b ? 1 : 0
}
