import { type Lanes, namesOf } from '@trpo/envs'
import type { SegmentInfo } from '../segment-info.ts'
import { firstNonFinite, type Place, refuseNumber } from './finite-checks.ts'

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

  const addTo = (active: Uint8Array, sums: Float64Array): void => {
    for (let lane = 0; lane < count; lane++)
      if (active[lane] !== 0) for (let i = lane * size; i < (lane + 1) * size; i++) sums[i] += reported[i]
  }

  return {
    beginIteration: () => void ofSegment.fill(0),
    reset: (lane) => void ofEpisode.fill(0, lane * size, (lane + 1) * size),
    add(active, iteration) {
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        const bad = firstNonFinite(reported, lane * size, (lane + 1) * size, 'f64')
        if (bad >= 0)
          refuseNumber(
            `${spec.name} reported ${reported[bad]} as ${names[bad % size]}`,
            placeOf(lane, iteration),
            'give a finite number',
          )
      }
      addTo(active, ofSegment)
      addTo(active, ofEpisode)
    },
    addReplayed(active) {
      addTo(active, ofEpisode)
    },
    close(lane) {
      const [from, to] = [lane * size, (lane + 1) * size]
      const sums = ofSegment.slice(from, to)
      ofSegment.fill(0, from, to)
      return { sums, episodeSums: ofEpisode.slice(from, to) }
    },
  }
}
