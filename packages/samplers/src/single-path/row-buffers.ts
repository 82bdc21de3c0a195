import type { BoxType } from '@trpo/envs'
import type { ObservationArray } from '@trpo/networks'
import { arrayOf } from '../stored-type.ts'
import type { LaneStorage } from './lane-storage.ts'

/** Where observations go on their way to the policy and into the batch, all of one type. */
export interface RowBuffers {
  /** What observations are stored as. */
  readonly type: BoxType
  /** The rows of the batch. */
  readonly storage: LaneStorage
  /** What the policy reads in a step: a row for each active lane, packed. */
  readonly input: ObservationArray
}

/**
 * Gives the buffers for a type, and keeps them until another type is asked for. The type depends on whether there is a
 * normaliser, which is the same in all requests of a run.
 *
 * @param length numbers of the observations of all lanes
 */
export function rowBuffers(storageOf: (type: BoxType) => LaneStorage, length: number): (type: BoxType) => RowBuffers {
  let current: RowBuffers | undefined
  return (type) => {
    if (current?.type !== type) current = { type, storage: storageOf(type), input: arrayOf(type, length) }
    return current
  }
}
