import { candidates } from '../search/candidates.ts'
import { meanReturn } from '../search/mean-return.ts'
import { noEstimator } from '../search/none.ts'
import { searches } from '../search/registry.ts'
import type { Family } from './family.ts'

/**
 * Black-box methods, which look for parameters by the mean return of whole episodes (section 8.1). Their code is loaded when
 * one is built.
 */
export const search: Family = {
  sections: { sampler: [candidates], estimator: [noEstimator], objective: [meanReturn], update: searches },
  build: async (config, environment) => (await import('../on-demand/search.ts')).buildSearch(config, environment),
}
