export type { ConformanceCheck, PlayOptions } from './conformance/check.ts'
export { type EnvironmentConformanceOptions, environmentConformance } from './conformance/environment-conformance.ts'
export { type LanesConformanceOptions, lanesConformance } from './conformance/lanes-conformance.ts'
