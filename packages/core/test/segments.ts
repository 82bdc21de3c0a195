import type { PathBatch, Segment, SegmentEnd } from '@trpo/samplers'

/** A batch made by hand: one segment a list of rewards, each in a lane and group of its own. */
export function batchOf(
  rewards: readonly (readonly number[])[],
  options: { observation?: (time: number, segment: number) => readonly number[]; ends?: readonly SegmentEnd[] } = {},
): PathBatch {
  const { observation = (time) => [time], ends = [] } = options
  const segments: Segment[] = []
  const observations: number[] = []
  let offset = 0
  for (const [index, list] of rewards.entries()) {
    const end = ends[index] ?? 'truncated'
    const lastObservation = Float64Array.from(observation(list.length, index))
    segments.push({
      lane: index,
      path: index,
      offset,
      length: list.length,
      start: 0,
      returnBefore: 0,
      end,
      lastObservation,
    })
    for (let t = 0; t < list.length; t++) observations.push(...observation(t, index))
    offset += list.length
  }
  return {
    rows: offset,
    observationSize: observation(0, 0).length,
    actionsPerState: 1,
    actionSize: 1,
    parameterSize: 2,
    observations: Float64Array.from(observations),
    actions: new Float64Array(offset),
    mu: new Float64Array(2 * offset),
    rewards: Float64Array.from(rewards.flat()),
    segments,
    groups: segments.map((segment, group) => ({
      group,
      start: segment.offset,
      end: segment.offset + segment.length,
      firstSegment: group,
      lastSegment: group + 1,
    })),
  }
}
