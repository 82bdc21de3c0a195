import type { SamplingProgress } from '@trpo/samplers'

/** Progress that never falls back, although a replacement of a worker begins at 0. */
export function growingProgress(progress: SamplingProgress | undefined): SamplingProgress | undefined {
  if (progress === undefined) return undefined
  let most = 0
  return (steps) => {
    most = Math.max(most, steps)
    return progress(most)
  }
}
