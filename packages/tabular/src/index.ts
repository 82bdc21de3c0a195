export { type Algorithm1Result, type Algorithm1Step, algorithm1, algorithm1Step } from './algorithm-1.ts'
export type { BothSides } from './both-sides.ts'
export {
  type ConservativeStep,
  conservativeStep,
  mixtureBound,
  mixturePolicy,
} from './conservative-policy-iteration.ts'
export { coupledBound, lemma2, lemma3, maximalCoupling } from './coupling.ts'
export { klDivergence, maxKlDivergence, maxTotalVariation, totalVariation } from './divergences.ts'
export { type EvaluatedPolicy, evaluatePolicy } from './evaluated-policy.ts'
export { type ChainOptions, kakadeLangfordChain } from './examples/chain.ts'
export { type GarnetOptions, garnet, randomPolicy } from './examples/garnet.ts'
export { type KlBound, klBound, squaredVariationBound } from './kl-bound.ts'
export {
  localSurrogate,
  logitGradientOfReturn,
  logitGradientOfSurrogate,
  surrogateGradient,
  surrogateImprovement,
} from './local-surrogate.ts'
export type { LowerBound } from './lower-bound.ts'
export { maxKlStep } from './max-kl-step.ts'
export { type FiniteMdp, finiteMdp } from './mdp.ts'
export { type PerStateStep, perStateStep } from './per-state-step.ts'
export {
  expectedAdvantages,
  expectedImprovement,
  performanceDifference,
  performanceDifferenceOverTime,
} from './performance-difference.ts'
export {
  type Perturbation,
  perturbation,
  perturbationBound,
  type ReturnExpansion,
  resolventExpansion,
  returnExpansion,
  valueChangeBound,
  visitationChangeBound,
} from './perturbation.ts'
export { deterministicPolicy, softmaxPolicy, type TabularPolicy, tabularPolicy, uniformPolicy } from './policy.ts'
export { policyTransitions } from './policy-dynamics.ts'
export { greedyPolicy, type PolicyIterationResult, policyIteration } from './policy-iteration.ts'
export { penaltyCoefficient, type Theorem1, theorem1 } from './theorem-1.ts'
export { type ValueIterationResult, valueIteration } from './value-iteration.ts'
export { actionValues, advantagesOf, stateValues } from './values.ts'
export { stateDistributions, visitation } from './visitation.ts'
