import type { Measures, Numbers } from '../../records/measure.ts'
import { trustRegionMeasures } from '../trust-region-measures.ts'

/**
 * The numbers of a step under a bound on the greatest KL.
 *
 * @param maxKl the bound on the KL of every sampled state
 */
export function maxKlMeasures(maxKl: number): Measures {
  const { products: _products, damping: _damping, residual: _residual, ...common } = trustRegionMeasures(maxKl)
  return {
    ...common,
    newtonSteps: { title: 'Newton steps', description: 'Steps of the interior-point method that found the direction.' },
    gap: {
      title: 'Duality gap',
      description: "By what part of its g'd a better direction could exceed the one that was found.",
    },
    kktResidual: {
      title: 'Residual of optimality',
      description:
        '|g - sum of lambda_s F_s d| / |g| with the multipliers lambda_s of the states, in units of the parameters in which the mean Fisher matrix has a diagonal of 1.',
    },
    statesAtBound: {
      title: 'States at the bound',
      description:
        'States that hold the direction back: those with a multiplier of at least a thousandth of the greatest.',
    },
  }
}

/** The numbers for a step whose direction was not looked for. */
export const NOTHING_SOLVED: Numbers = {
  newtonSteps: 0,
  gap: Number.NaN,
  kktResidual: Number.NaN,
  statesAtBound: Number.NaN,
}
