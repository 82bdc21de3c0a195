export {
  type BacktrackingOptions,
  type BacktrackingState,
  type BacktrackingStatus,
  type BacktrackingTrial,
  type ConstraintScaleOptions,
  initBacktracking,
  type NextScale,
  scaleByConstraint,
  stepBacktracking,
  type TrialEvaluation,
} from './backtracking.ts'
export {
  type BacktrackingResult,
  type BacktrackingStats,
  backtrackingLineSearch,
  backtrackingLineSearchAsync,
  backtrackingResult,
} from './backtracking-drivers.ts'
export { choleskyFactor, choleskySolve } from './cholesky.ts'
export {
  type ConjugateGradientIterate,
  type ConjugateGradientOptions,
  type ConjugateGradientState,
  type ConjugateGradientStatus,
  initConjugateGradient,
  stepConjugateGradient,
} from './conjugate-gradient.ts'
export {
  type ConjugateGradientResult,
  type ConjugateGradientStats,
  conjugateGradient,
  conjugateGradientAsync,
  conjugateGradientResult,
} from './conjugate-gradient-drivers.ts'
export { type DenseMatrix, denseMatrix, multiply } from './dense-matrix.ts'
export { type DenseSolution, leastSquares, type RidgeOptions, solveSymmetric } from './dense-solve.ts'
export {
  damped,
  denseMatrixOf,
  denseMatrixOfAsync,
  denseOperator,
  type LinearOperator,
  type MaybePromise,
  type SyncLinearOperator,
} from './linear-operator.ts'
export { solve } from './lu-solve.ts'
export { eigenvaluesSymmetric, type SymmetricEigen, symmetricEigen } from './symmetric-eigen.ts'
export { addScaled, allFinite, assertSameLength, axpy, dot, norm, scale } from './vectors.ts'
