import type { DivergenceConstraint } from './constraint.ts'

/** The largest KL divergence over the sampled states (Eq 11), whatever their weights. A line search can hold a step to it. */
export function maxKl(): DivergenceConstraint {
  return {
    name: 'max KL',
    fold(soFar, kls, _weights, _from, rows) {
      let most = soFar
      for (let row = 0; row < rows; row++) most = Math.max(most, kls[row])
      return most
    },
    combine: (groups) => groups.reduce((most, group) => Math.max(most, group)),
  }
}
