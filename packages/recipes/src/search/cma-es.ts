import { choice, flag, real } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'
import type { BuiltSearch } from './built-search.ts'
import { population } from './fields.ts'

/** Evolution strategy with covariance matrix adaptation. */
export interface CmaEsConfig {
  readonly kind: 'cma-es'
  /** The number of candidates of an iteration; null for Hansen's default. */
  readonly population: number | null
  /** The first step size. */
  readonly sigma: number
  /** Whether the least fit candidates have negative weights. */
  readonly active: boolean
  /** How the covariance is kept. */
  readonly covariance: 'full' | 'separable'
}

/** CMA-ES of Hansen's tutorial (2016), one of the methods of section 8.1. */
export const cmaEs: Kind<CmaEsConfig, undefined, Promise<BuiltSearch>> = {
  kind: 'cma-es',
  fields: {
    population,
    sigma: real(
      { exclusiveMinimum: 0, maximum: 1e6 },
      'The standard deviation of every parameter of the first candidates.',
    ),
    active: flag(
      'Whether the least fit candidates have negative weights, which take their directions out of the covariance.',
    ),
    covariance: choice(
      ['full', 'separable'],
      'Whether the whole covariance matrix is learned (full), or only its diagonal (separable), which suits more than about 1,000 parameters.',
    ),
  },
  defaults: { kind: 'cma-es', population: null, sigma: 0.3, active: true, covariance: 'full' },
  async build({ kind: _, population: given, ...options }) {
    const { cmaEsSearch } = await import('@trpo/blackbox')
    return {
      method: cmaEsSearch({ ...options, population: given ?? undefined }),
      memory: (n) => (options.covariance === 'separable' ? [] : [matrices(n)]),
    }
  },
}

/** The least number of n x n matrices that an iteration holds: the covariance, its eigenvectors, and copies of both. */
const MATRICES = 5

function matrices(n: number): MemoryNeed {
  return {
    origin: `update.covariance is full: ${MATRICES} matrices of ${n} x ${n} parameters`,
    bytes: 8 * MATRICES * n * n,
  }
}
