import type { Segment } from '@trpo/samplers'

/**
 * How much a state counts in L, KL and the Fisher matrix. With `undiscounted` every sampled state counts alike. With
 * `discounted` the state at time t of its episode counts gamma^t, as in the visitation frequencies rho of Eq 1; the gradient is
 * then the exact one of eta, up to the factor 1 / sum gamma^t and Monte Carlo error.
 *
 * Deviates: Eq 3 and 14 weight states by rho with its discount. The default `undiscounted` does not, nor do other
 * implementations, since late states would hardly be learned from.
 */
export type StateWeighting = 'undiscounted' | 'discounted'

/** Writes the weights of a segment's steps into its rows of `into` [rows]. */
export function stateWeights(segment: Segment, weighting: StateWeighting, discount: number, into: Float64Array): void {
  let weight = 1
  if (weighting === 'discounted') for (let t = 0; t < segment.start; t++) weight *= discount
  for (let t = 0; t < segment.length; t++) {
    into[segment.offset + t] = weight
    if (weighting === 'discounted') weight *= discount
  }
}
