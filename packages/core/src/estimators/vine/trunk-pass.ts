import { segmentsOf, type VineBatch } from '@trpo/samplers'
import { added } from '../../passes/combine.ts'
import type { Pass } from '../../passes/pass.ts'
import type { Baseline } from '../monte-carlo/baselines/baseline.ts'
import { discountedReturns } from '../monte-carlo/discounted-returns.ts'
import { type VineRolloutsSettings, valueAfter } from './settings.ts'

/**
 * Sums the statistics that the bootstrap is fitted by over the returns of the trunk, [bootstrap.statisticsSize]. Its
 * argument is the parameters that the trunk's own cut segments bootstrap from.
 */
export function trunkPass(
  settings: VineRolloutsSettings,
  bootstrap: Baseline,
): Pass<VineBatch, [Float64Array], Float64Array> {
  let returns = new Float64Array(0)
  return {
    name: 'estimate/trunk',
    over({ batch: { trunk }, rows }, carried) {
      if (returns.length < trunk.rows) returns = new Float64Array(trunk.rows)
      const statistics = new Float64Array(bootstrap.statisticsSize)
      const ofTrunk = trunk.groups.find(({ group }) => group === rows.group)
      if (ofTrunk === undefined) throw new Error(`the trunk has no lane group ${rows.group}, and the batch has`)
      for (const segment of segmentsOf(trunk, ofTrunk)) {
        const tail = valueAfter(settings, trunk, segment, carried)
        discountedReturns(segment, trunk.rewards, settings.discount, tail, returns)
        bootstrap.accumulate(trunk, segment, returns, statistics)
      }
      return statistics
    },
    combine: added,
  }
}
