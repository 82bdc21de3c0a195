import type { TrainingRecord } from '@trpo/core'

/** A number or a word of a record. */
export interface RecordEntry {
  /** The field of the record that it stands in, such as `episodes`; empty for the fields of the record itself. */
  readonly group: string
  /** Its name there; that of its measure where it has one. */
  readonly name: string
  /** The value; null for a number that was not reached. */
  readonly value: number | string | null
}

/**
 * All that a record holds, one entry a number or word, in the order of the record. Whatever a training adds is among them, and
 * so are the fields of an object inside a group, whose names are joined by a dot. Lists are left out.
 */
export function recordEntries(record: TrainingRecord): RecordEntry[] {
  return Object.entries(record).flatMap(([key, value]: [string, unknown]) =>
    isGroup(value) ? entriesOf(key, '', value) : entry('', key, value),
  )
}

function entriesOf(group: string, before: string, fields: object): RecordEntry[] {
  return Object.entries(fields).flatMap(([key, value]: [string, unknown]) =>
    isGroup(value) ? entriesOf(group, `${before}${key}.`, value) : entry(group, `${before}${key}`, value),
  )
}

function entry(group: string, name: string, value: unknown): RecordEntry[] {
  return value === null || typeof value === 'number' || typeof value === 'string' ? [{ group, name, value }] : []
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
