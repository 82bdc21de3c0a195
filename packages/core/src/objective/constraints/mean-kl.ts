import { plusWeighted } from '../../passes/running-sums.ts'
import type { DivergenceConstraint } from './constraint.ts'

/** The weighted mean of the KL divergence over the sampled states (Eq 12 and 14). */
export function meanKl(): DivergenceConstraint {
  return {
    name: 'mean KL',
    fold: (soFar, kls, weights, from, rows) => plusWeighted(soFar, weights, from, kls, rows),
    combine: (groups, weight) => groups.reduce((sum, group) => sum + group) / weight,
  }
}
