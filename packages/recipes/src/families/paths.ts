import type { Lanes } from '@trpo/envs'
import type { PathBatch } from '@trpo/samplers'
import { monteCarloKind } from '../estimator/monte-carlo.ts'
import { importanceSampledKind } from '../objective/forms.ts'
import { singlePathKind } from '../sampler/single-path.ts'
import { updates } from '../update/registry.ts'
import { type SampledFamily, sampledFamily } from './sampled-family.ts'

/** What learns from paths of the policy itself (section 5.1). A new sampler, estimator or form is a file of its own and a line here. */
export const paths: SampledFamily<PathBatch, Lanes> = sampledFamily({
  samplers: [singlePathKind],
  estimators: [monteCarloKind],
  objectives: [importanceSampledKind],
  updates,
  lanes: (lanes) => lanes,
})
