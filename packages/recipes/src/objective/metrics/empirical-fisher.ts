import { type StrideKind, strideKind } from './stride.ts'

/** The empirical Fisher matrix, the covariance of the scores of the actions that were taken: an ablation of section 8.1. */
export const empiricalFisherKind: StrideKind<'empirical-fisher'> = strideKind('empirical-fisher', async (stride) =>
  (await import('../../on-demand/ablations.ts')).empiricalFisher(stride),
)
