import type { DivergenceConstraint } from './constraint.ts'

/** The weighted mean of the KL divergence over the sampled states (Eq 12 and 14). */
export function meanKl(): DivergenceConstraint {
  return {
    name: 'mean KL',
    fold(soFar, kls, weights, from, rows) {
      let sum = soFar
      for (let row = 0; row < rows; row++) sum += weights[from + row] * kls[row]
      return sum
    },
    combine: (groups, weight) => groups.reduce((sum, group) => sum + group) / weight,
  }
}
