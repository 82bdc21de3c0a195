export {
  type ConformanceCheck,
  type SamplerConformanceSubject,
  samplerConformance,
} from './conformance/sampler-conformance.ts'
