import type { Lanes } from '@trpo/envs'
import type { Batch } from '../batch.ts'
import { batchChecks } from './batch-checks.ts'
import type { ConformanceCheck } from './check.ts'
import { drawChecks } from './draw-checks.ts'
import { refusalChecks } from './refusal-checks.ts'
import type { SamplerConformanceSubject } from './sampling.ts'

/**
 * Everything that the contract of `Sampler` asks for, as checks to run one by one:
 * `for (const check of samplerConformance(subject)) it(check.name, check.run)`.
 */
export function samplerConformance<L extends Lanes, B extends Batch>(
  subject: SamplerConformanceSubject<L, B>,
): ConformanceCheck[] {
  return [...drawChecks(subject), ...batchChecks(subject), ...refusalChecks(subject)]
}
