export type { ConformanceCheck } from './conformance/check.ts'
export { samplerConformance } from './conformance/sampler-conformance.ts'
export type { SamplerConformanceSubject } from './conformance/sampling.ts'
