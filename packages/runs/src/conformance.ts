export type { ConformanceCheck } from './conformance/check.ts'
export { type TrainingConformanceOptions, trainingConformance } from './conformance/training-conformance.ts'
