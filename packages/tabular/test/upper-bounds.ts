import {
  type BothSides,
  coupledBound,
  lemma2,
  perturbationBound,
  squaredVariationBound,
  valueChangeBound,
  visitationChangeBound,
} from '../src/index.ts'
import type { Case } from './cases.ts'

/** left <= right up to rounding. */
export const upperBounds: Readonly<Record<string, (old: Case['old'], other: Case['other']) => BothSides>> = {
  'Lemma 2': lemma2,
  'Equation (44)': coupledBound,
  'Equation (51)': valueChangeBound,
  'Equation (53)': visitationChangeBound,
  'Equation (54)': perturbationBound,
  'D_TV^2 <= D_KL': (old, other) => squaredVariationBound(old.policy, other.policy),
}
