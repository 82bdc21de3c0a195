/**
 * The numbers of the candidates, from the fittest to the least fit. Of candidates of equal fitness the earlier comes first.
 *
 * Throws a RangeError unless there are `population` candidates of n numbers and as many fitnesses, all of them finite.
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
    if (!Number.isFinite(fitness[k]))
      throw new RangeError(
        `${what}: the fitness of candidate ${k} is ${fitness[k]}, expected a finite number; give a candidate that failed a fitness below all others`,
      )
  return Array.from({ length: population }, (_, k) => k).sort((a, b) => fitness[b] - fitness[a] || a - b)
}
