import type { PathBatch } from '../path-batch.ts'
import type { EpisodeSummary } from '../sampler.ts'

/** The segments of a batch and the episodes that they belong to, without their data. */
export function summarize(batch: PathBatch): EpisodeSummary[] {
  return batch.segments.map(({ lane, path, offset, length: steps, start, returnBefore, end, info }) => {
    let reward = 0
    let sum = returnBefore
    for (let row = offset; row < offset + steps; row++) {
      reward += batch.rewards[row]
      sum += batch.rewards[row]
    }
    const summary = { lane, path, steps, reward, length: start + steps, return: sum, end }
    return info === undefined ? summary : { ...summary, info }
  })
}
