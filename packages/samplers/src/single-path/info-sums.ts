import { type Lanes, namesOf } from '@trpo/envs'
import type { SegmentInfo } from '../segment-info.ts'
import { type Place, refuseNumber } from './finite-checks.ts'

/** What the steps of lanes report, added up. */
export interface InfoSums {
  /** Notes that an iteration begins: what was added belongs to earlier segments. */
  beginIteration(): void
  /** Notes that the lane was reset. */
  reset(lane: number): void
  /** Adds what the step that the active lanes have just taken reported. Throws a NonFiniteError when that is not finite. */
  add(active: Uint8Array, iteration: number): void
  /** Adds it to the sums of episodes alone: the steps belong to earlier iterations, and are replayed. */
  addReplayed(active: Uint8Array): void
  /** What the segment of the lane that ends now reported. */
  close(lane: number): SegmentInfo
}

/**
 * The sums of lanes whose specification declares such numbers; undefined, so that nothing is done, where it declares none. Throws
 * a TypeError when lanes do not report what they declare.
 *
 * @param placeOf where a lane is, for messages
 */
export function infoSums(lanes: Lanes, placeOf: (lane: number, iteration: number) => Place): InfoSums | undefined {
  const { count, spec } = lanes
  const names = namesOf(spec.info)
  const size = names.length
  if (size === 0) return undefined
  const { info: reported } = lanes
  if (reported === undefined)
    throw new TypeError(
      `the lanes of ${spec.name} declare ${names[0]} in spec.info and do not report it; give them an array info, as lanesOf does`,
    )
  const ofSegment = new Float64Array(count * size)
  const ofEpisode = new Float64Array(count * size)

  return {
    beginIteration: () => void ofSegment.fill(0),
    reset(lane) {
      for (let i = lane * size; i < (lane + 1) * size; i++) ofEpisode[i] = 0
    },
    add(active, iteration) {
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        // One loop for all: steps of planar physics are so short that each further one shows.
        for (let i = lane * size; i < (lane + 1) * size; i++) {
          const value = reported[i]
          if (!Number.isFinite(value))
            refuseNumber(
              `${spec.name} reported ${value} as ${names[i % size]}`,
              placeOf(lane, iteration),
              'give a finite number',
            )
          ofSegment[i] += value
          ofEpisode[i] += value
        }
      }
    },
    addReplayed(active) {
      for (let lane = 0; lane < count; lane++)
        if (active[lane] !== 0) for (let i = lane * size; i < (lane + 1) * size; i++) ofEpisode[i] += reported[i]
    },
    close(lane) {
      const [sums, episodeSums] = [new Float64Array(size), new Float64Array(size)]
      for (let i = 0, at = lane * size; i < size; i++, at++) {
        sums[i] = ofSegment[at]
        episodeSums[i] = ofEpisode[at]
        ofSegment[at] = 0
      }
      return { sums, episodeSums }
    },
  }
}
