import { type Estimator, linearFeatureBaseline, monteCarlo, type RunParts } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { partsOf } from './small-parts.ts'

export const parts = partsOf()
/** An estimator that behaves. */
export const good = monteCarlo({ baseline: linearFeatureBaseline(4) })

/** The parts with the estimator changed. */
export const withEstimator = (change: Partial<Estimator<PathBatch>>): RunParts => ({
  ...parts,
  estimator: { ...good, ...change },
})
