import { readFileSync } from 'node:fs'
import { type CovarianceKind, cmaEsSearch } from '../src/index.ts'
import { evaluationsTo, functions, median } from './functions.ts'

/** A problem and what pycma took for it; goldens/pycma.py says how. */
export interface PycmaProblem {
  readonly function: keyof typeof functions
  readonly n: number
  readonly start: number
  readonly sigma: number
  readonly population: number | null
  readonly covariance: CovarianceKind
  readonly limit: number
  readonly runs: number
  readonly successes: number
  readonly median: number
}

const golden: { readonly problems: readonly PycmaProblem[] } = JSON.parse(
  readFileSync(new URL('../goldens/pycma.json', import.meta.url), 'utf8'),
)
export const problems = golden.problems

/** The same problem by this package: the same number of runs, unless fewer will do. */
export function ours(
  { function: name, n, start, sigma, population, covariance, limit, ...problem }: PycmaProblem,
  runs = problem.runs,
) {
  const method = cmaEsSearch({ sigma, population: population ?? undefined, covariance })
  const counts = Array.from({ length: runs }, (_, seed) =>
    evaluationsTo(method, functions[name], new Float64Array(n).fill(start), { seed, limit }),
  ).filter((count) => count !== undefined)
  return { successes: counts.length, median: median(counts) }
}
