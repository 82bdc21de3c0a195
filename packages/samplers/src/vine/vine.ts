import { isRestorableLanes, type RestorableLanes } from '@trpo/envs'
import { lanesOfGroups } from '../groups.ts'
import type { SamplingProcedure } from '../sampler.ts'
import { assertModelFits } from '../single-path/assert-model-fits.ts'
import { assertVineSettings } from './assert-settings.ts'
import type { VineSettings } from './settings.ts'
import type { VineBatch } from './vine-batch.ts'
import { vineSampler } from './vine-sampler.ts'

/**
 * The vine procedure of section 5.2. Trunks follow the policy from the start distribution; N of their states, drawn without
 * replacement, are the rollout set; in each of those K actions are tried, each followed by a rollout of the policy, with
 * common random numbers.
 *
 * All randomness is counted: a trunk by (iteration, trunk, step) under the purposes of the single path procedure, the rollout
 * set by the same under `rollout set`, the actions to try by (iteration, n, k) under `branch action`, everything after them by
 * (iteration, n, step) under `branch policy` and `branch environment`.
 *
 * Throws a TypeError that names an unknown setting, and a RangeError that names the first one that is out of range.
 */
export function vine<Every extends boolean>(
  given: VineSettings<Every>,
): SamplingProcedure<VineBatch<Every>, RestorableLanes> {
  assertVineSettings(given)
  const settings: Required<VineSettings<Every>> = { ...given, rows: given.rows ?? 'rollout-set' }
  return {
    name: `vine of ${settings.proposal.name}`,
    settings: {
      trunks: settings.trunks,
      trunkSteps: settings.trunkSteps,
      states: settings.states,
      branchSteps: settings.branchSteps,
      proposal: { name: settings.proposal.name, ...settings.proposal.settings },
      rows: settings.rows,
    },
    lanes: settings.lanes,
    firstOpen: undefined,
    create(context, lanes, groups) {
      const { spec, count } = lanes
      if (!isRestorableLanes(lanes))
        throw new TypeError(
          `a vine goes back to earlier states, and the lanes of ${spec.name} cannot; give the environment snapshot() and restore(state), or take singlePath`,
        )
      assertModelFits(spec, context.policy)
      const { first, last } = lanesOfGroups(groups, settings.lanes)
      if (count !== last - first)
        throw new RangeError(
          `${count} lanes of ${spec.name} were given; groups ${groups.first} to ${groups.last} of a run of ${settings.lanes} lanes have ${last - first}`,
        )
      return vineSampler({ ...context, settings, groups, lanes })
    },
  }
}
