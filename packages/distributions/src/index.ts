export type { RealArray } from '@trpo/math'
export { categorical } from './categorical.ts'
export type {
  BuiltInDistributionDescription,
  DistributionDescription,
  OwnDistributionDescription,
} from './description.ts'
export { diagonalGaussian } from './diagonal-gaussian.ts'
export type { Distribution } from './distribution.ts'
export { factoredCategorical } from './factored-categorical.ts'
export { type DistributionBuilders, distributionFromDescription } from './from-description.ts'
