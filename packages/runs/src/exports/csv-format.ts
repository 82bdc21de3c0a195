import type { TrainingRecord } from '@trpo/core'
import { csvLine } from './csv-line.ts'
import { type RecordEntry, recordEntries } from './record-entries.ts'
import type { RecordEncoder } from './record-format.ts'

/**
 * Records as CSV: a row an iteration and a column a number, in the order in which they first occur. The columns of a training's
 * own numbers have the names of its measures; those of episodes and timings are called `episodes.meanReturn` and the like, as
 * in metrics.jsonl. A number that an iteration did not reach, or does not have, is an empty cell.
 */
export function csvFormat(records: readonly TrainingRecord[]): RecordEncoder {
  const columns = new Set(records.flatMap((record) => columnsOf(record).map(({ column }) => column)))
  const asBytes = (cells: readonly (string | number)[]) => Buffer.from(csvLine(cells))
  return {
    head: columns.size === 0 ? new Uint8Array(0) : asBytes([...columns]),
    add(record) {
      const values = new Map(columnsOf(record).map(({ column, value }) => [column, value]))
      if ([...values.keys()].some((column) => !columns.has(column))) return undefined
      return asBytes([...columns].map((column) => values.get(column) ?? ''))
    },
  }
}

function columnsOf(record: TrainingRecord): (RecordEntry & { readonly column: string })[] {
  return recordEntries(record).map((entry) => ({ ...entry, column: columnName(record, entry) }))
}

/** The numbers of an update stand beside those of the record, and only one of the same name keeps the name of its group. */
function columnName(record: TrainingRecord, { group, name }: RecordEntry): string {
  if (group === '' || (group === 'update' && !Object.hasOwn(record, name))) return name
  return `${group}.${name}`
}
