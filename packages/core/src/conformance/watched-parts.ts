import type { Lanes } from '@trpo/envs'
import type { Batch } from '@trpo/samplers'
import type { AnyPass, FillableSamples, GroupSamples } from '../passes/pass.ts'
import type { Plain } from '../passes/plain.ts'
import type { AnyRunParts } from '../run/run-parts.ts'

/** The samples of a pass that is watched; `fill` is there where it is a fill. */
export type WatchedSamples<B extends Batch> = GroupSamples<B> & Partial<Pick<FillableSamples<B>, 'fill'>>

/** Called in place of a pass over a group; `over` does what the pass does. */
export type Watch<B extends Batch> = (
  pass: AnyPass<B>,
  samples: WatchedSamples<B>,
  over: () => Float64Array,
) => Float64Array

/** The parts with every pass of the estimator and the objective watched. */
export function watchedParts<B extends Batch, L extends Lanes>(
  parts: AnyRunParts<B, L>,
  watch: Watch<B>,
): AnyRunParts<B, L> {
  const watched = (pass: AnyPass<B>): AnyPass<B> => {
    const over = (samples: WatchedSamples<B>, ...args: readonly Plain[]): Float64Array =>
      watch(pass, samples, () => Reflect.apply(pass.over, undefined, [samples, ...args]))
    return pass.fills === undefined ? { ...pass, over } : { ...pass, over }
  }
  const { estimator, objective } = parts
  return {
    ...parts,
    estimator: { ...estimator, passes: estimator.passes.map(watched) },
    objective: { ...objective, passes: objective.passes.map(watched) },
  }
}

/** The array of a column: of one that the pass fills itself, or of one that is whole. */
export function columnOf<B extends Batch>(
  pass: AnyPass<B>,
  samples: WatchedSamples<B>,
  name: string,
): ReturnType<WatchedSamples<B>['column']> {
  return pass.fills?.includes(name) && samples.fill !== undefined ? samples.fill(name) : samples.column(name)
}
