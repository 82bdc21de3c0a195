import type { AnyPass, FillableSamples, GroupSamples, Plain, RunParts } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { partsOf } from './small-parts.ts'

export type Samples = GroupSamples<PathBatch> & Partial<Pick<FillableSamples<PathBatch>, 'fill'>>

export const parts = partsOf()

/** The parts with something done to the samples after a pass. */
export const after = (name: string, work: (samples: Samples) => void) =>
  withResult(name, (samples, result) => {
    work(samples)
    return result
  })

/** The parts with the results of a pass changed. */
export function withResult(name: string, work: (samples: Samples, result: Float64Array) => Float64Array): RunParts {
  const change = (pass: AnyPass<PathBatch>): AnyPass<PathBatch> => {
    if (pass.name !== name) return pass
    const over = (samples: Samples, ...args: readonly Plain[]): Float64Array => {
      const result: Float64Array = Reflect.apply(pass.over, undefined, [samples, ...args])
      return work(samples, result)
    }
    return pass.fills === undefined ? { ...pass, over } : { ...pass, over }
  }
  const { estimator, objective } = parts
  return {
    ...parts,
    estimator: { ...estimator, passes: estimator.passes.map(change) },
    objective: { ...objective, passes: objective.passes.map(change) },
  }
}
