import type { Lanes } from '@trpo/envs'
import { batchChecks } from './batch-checks.ts'
import type { ConformanceCheck } from './check.ts'
import { drawChecks } from './draw-checks.ts'
import { refusalChecks } from './refusal-checks.ts'
import type { SamplerConformanceSubject } from './sampling.ts'

/**
 * Everything that the contract of `Sampler` asks for where paths are followed, as checks to run one by one:
 * `for (const check of samplerConformance(subject)) it(check.name, check.run)`.
 */
export function samplerConformance<L extends Lanes>(subject: SamplerConformanceSubject<L>): ConformanceCheck[] {
  return [...drawChecks(subject), ...batchChecks(subject), ...refusalChecks(subject)]
}
