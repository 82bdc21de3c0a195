import type { ObservationArray } from '@trpo/math'
import { observationArray } from '../../observation-array.ts'
import type { BoxSpace } from '../../spaces.ts'
import { aligned, MESSAGE } from '../pipe/frame.ts'
import type { HostRequest } from '../python/python-host.ts'

/** What a step of some lanes gave, a row each. */
export interface SteppedRows {
  readonly rewards: Float64Array
  readonly terminated: Uint8Array
  readonly truncated: Uint8Array
  readonly observations: ObservationArray
}

/** The lanes that a request begins with: how many, and their numbers. Returns where the next array begins. */
function writeLanes(payload: Uint8Array<ArrayBuffer>, lanes: readonly number[]): number {
  const { buffer, byteOffset } = payload
  new Uint32Array(buffer, byteOffset, 1)[0] = lanes.length
  new Uint32Array(buffer, byteOffset + 8, lanes.length).set(lanes)
  return afterLanes(lanes.length)
}

function afterLanes(count: number): number {
  return 8 + aligned(4 * count)
}

/** A request to reset lanes by their seeds. */
export function resetRequest(set: number, lanes: readonly number[], seeds: readonly number[]): HostRequest {
  return {
    type: MESSAGE.reset,
    set,
    length: afterLanes(lanes.length) + aligned(4 * lanes.length),
    write(payload) {
      const at = writeLanes(payload, lanes)
      new Uint32Array(payload.buffer, payload.byteOffset + at, lanes.length).set(seeds)
    },
  }
}

/** A request to step lanes by actions, a row each. */
export function stepRequest(set: number, lanes: readonly number[], actions: Float64Array): HostRequest {
  return {
    type: MESSAGE.step,
    set,
    length: afterLanes(lanes.length) + actions.byteLength,
    write(payload) {
      const at = writeLanes(payload, lanes)
      new Float64Array(payload.buffer, payload.byteOffset + at, actions.length).set(actions)
    },
  }
}

/** A request about one lane, with bytes of its own. */
export function laneRequest(
  type: number,
  set: number,
  lane: number,
  bytes: Uint8Array = new Uint8Array(0),
): HostRequest {
  return {
    type,
    set,
    length: 8 + bytes.length,
    write(payload) {
      new Uint32Array(payload.buffer, payload.byteOffset, 1)[0] = lane
      payload.set(bytes, 8)
    },
  }
}

/** A request with JSON. */
export function jsonRequest(type: number, set: number, value: unknown): HostRequest {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return { type, set, length: bytes.length, write: (payload) => payload.set(bytes) }
}

/** What stands in the answer to a step of `count` lanes. */
export function readStep(payload: Uint8Array<ArrayBuffer>, count: number, space: BoxSpace): SteppedRows {
  const { buffer, byteOffset } = payload
  const ends = byteOffset + 8 * count
  return {
    rewards: new Float64Array(buffer, byteOffset, count),
    terminated: new Uint8Array(buffer, ends, count),
    truncated: new Uint8Array(buffer, ends + count, count),
    observations: readObservations(payload.subarray(8 * count + aligned(2 * count)), space),
  }
}

/** Observations, which are the rest of an answer. */
export function readObservations(bytes: Uint8Array<ArrayBuffer>, space: BoxSpace): ObservationArray {
  const { BYTES_PER_ELEMENT: each } = observationArray(space, 0)
  const { buffer, byteOffset, length } = bytes
  if (each === 1) return bytes
  return each === 4
    ? new Float32Array(buffer, byteOffset, length / each)
    : new Float64Array(buffer, byteOffset, length / each)
}
