import type { StatewiseProblem } from '@trpo/core'
import type { Lanes } from '@trpo/envs'
import type { PathBatch } from '@trpo/samplers'
import { monteCarloKind } from '../estimator/monte-carlo.ts'
import { valueNetworkKind } from '../estimator/value-network.ts'
import { importanceSampledKind } from '../objective/forms.ts'
import { statewiseKind } from '../objective/statewise.ts'
import { singlePathKind } from '../sampler/single-path.ts'
import { maxKlKind } from '../update/max-kl.ts'
import { updates } from '../update/registry.ts'
import { type SampledFamily, sampledFamily } from './sampled-family.ts'

/**
 * Methods that learn from paths of the policy itself (section 5.1). A new sampler, estimator or form is a file of its own and a
 * line here.
 */
export const paths: SampledFamily<PathBatch, Lanes> = sampledFamily({
  samplers: [singlePathKind],
  estimators: [monteCarloKind, valueNetworkKind],
  objectives: [importanceSampledKind],
  updates,
  lanes: (lanes) => lanes,
})

/** Methods that learn from paths under a bound on the KL of every state (Eq 11). */
export const statewisePaths: SampledFamily<PathBatch, Lanes, StatewiseProblem> = sampledFamily({
  samplers: [singlePathKind],
  estimators: [monteCarloKind, valueNetworkKind],
  objectives: [statewiseKind],
  updates: [maxKlKind],
  lanes: (lanes) => lanes,
})
