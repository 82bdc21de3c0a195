import type { TrainingRecord } from '@trpo/core'

/** Writes records one after another in some format. */
export interface RecordEncoder {
  /** What stands before the first record. */
  readonly head: Uint8Array
  /**
   * What the next record adds to the file; undefined where the records before it would have to be written in another way, so
   * that a new encoder is needed. Every record is given once, in its order.
   */
  add(record: TrainingRecord): Uint8Array | undefined
}

/**
 * A format in which other programs read records. The bytes depend on the records alone, and on what the format was made with:
 * files can therefore be completed after a crash, or written again at any time.
 *
 * @param records those that will be given first, for formats whose head depends on them
 */
export type RecordFormat = (records: readonly TrainingRecord[]) => RecordEncoder

/** A file of some records, and what writes those that follow. */
export interface EncodedRecords {
  /** The whole file. */
  readonly bytes: Uint8Array
  /** Has been given the records of the file. */
  readonly encoder: RecordEncoder
}

/** The whole file of some records. */
export function encodeRecords(format: RecordFormat, records: readonly TrainingRecord[]): EncodedRecords {
  const encoder = format(records)
  const parts = records.map((record) => {
    const part = encoder.add(record)
    if (part === undefined) throw new Error('internal error: a format does not take the records that it was begun with')
    return part
  })
  return { bytes: Buffer.concat([encoder.head, ...parts]), encoder }
}
