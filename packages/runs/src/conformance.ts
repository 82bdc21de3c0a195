export type { ConformanceCheck } from '@trpo/core/conformance'
export { type TrainingConformanceOptions, trainingConformance } from './conformance/training-conformance.ts'
