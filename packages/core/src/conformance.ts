export type { ConformanceCheck } from './conformance/check.ts'
export { type EstimatorConformanceSubject, estimatorConformance } from './conformance/estimator-conformance.ts'
export { type PassConformanceSubject, passConformance } from './conformance/pass-conformance.ts'
export { type UpdateRuleConformanceOptions, updateRuleConformance } from './conformance/update-rule-conformance.ts'
