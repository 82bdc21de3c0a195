import type { BoxType } from '@trpo/envs'
import type { ObservationArray } from '@trpo/networks'
import type { Batch } from './batch.ts'
import { copyRow } from './single-path/copy-row.ts'
import { arrayOf } from './stored-type.ts'

/** The part of a batch that holds its observations. */
export type ObservedBatch = Pick<Batch, 'observations' | 'observationSize' | 'stacks'>

/** Memory for rows that are put together from frames, which later calls use again. */
export interface RowMemory {
  /** The rows of the last call. */
  rows?: ObservationArray | undefined
}

/**
 * The observations of rows from .. from + rows of a batch, [rows, o]: a view of them where they lie one after another, and otherwise
 * a copy in `memory`, which the next call overwrites.
 */
export function observationRows(batch: ObservedBatch, from: number, rows: number, memory: RowMemory): ObservationArray {
  const { observations, observationSize, stacks } = batch
  if (stacks === undefined) return observations.subarray(from * observationSize, (from + rows) * observationSize)
  const room = observationRoom(batch, rows, memory.rows)
  memory.rows = room
  for (let row = 0; row < rows; row++) copyObservation(batch, from + row, room, row)
  return room.subarray(0, rows * observationSize)
}

/** Copies the observation of a row of a batch into row `to` of an array of the same type, [n, o]. */
export function copyObservation(batch: ObservedBatch, row: number, into: ObservationArray, to: number): void {
  const { observations, observationSize, stacks } = batch
  if (stacks === undefined) {
    copyRow(observations, row, into, to, observationSize)
    return
  }
  const { size: k, indices } = stacks
  for (let at = 0; at < k; at++) copyRow(observations, indices[row * k + at], into, to * k + at, observationSize / k)
}

/**
 * An array for so many observations of the type that the batch stores, [rows, o] at least: the one that is given, where that is
 * long enough.
 */
export function observationRoom(
  { observations, observationSize }: ObservedBatch,
  rows: number,
  last: ObservationArray | undefined,
): ObservationArray {
  const length = rows * observationSize
  const fits = last !== undefined && last.constructor === observations.constructor && last.length >= length
  return fits ? last : arrayOf(storedAs(observations), length)
}

function storedAs(observations: ObservationArray): BoxType {
  if (observations instanceof Uint8Array) return 'u8'
  return observations instanceof Float32Array ? 'f32' : 'f64'
}
