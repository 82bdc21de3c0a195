import type { TrainingRecord } from '@trpo/core'
import { readJson } from '../files/json-file.ts'
import { parseProvenance } from '../files/provenance.ts'
import type { RunPaths } from '../files/run-paths.ts'

/**
 * The numbers that a run records, each with the first iteration that has it. That is iteration 1 for those that its run.json
 * describes, and the first record with the number for others. A later version may record more numbers of the same iterations,
 * and a run does not differ in what it did not record yet.
 */
export async function knownNumbers(
  paths: RunPaths,
  records: readonly TrainingRecord[],
): Promise<ReadonlyMap<string, number>> {
  const { measures } = parseProvenance(await readJson(paths.provenance), paths.provenance)
  const known = new Map(Object.keys(measures).map((name) => [name, 1]))
  for (const [line, record] of records.entries())
    for (const name of [...Object.keys(record), ...Object.keys(record.update)])
      if (!known.has(name)) known.set(name, line + 1)
  return known
}

/** A recomputed record as JSON, without the numbers that are newer than the record of the run. */
export function asRecorded(record: TrainingRecord, known: ReadonlyMap<string, number>): unknown {
  const { timings: _timings, update, ...rest } = record
  const isKnown = (name: string) => (known.get(name) ?? Number.POSITIVE_INFINITY) <= record.iteration
  const ofThen = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([name, value]) => isKnown(name) || !isNumber(value)))
  // Through JSON, as the one in the file: it has no -0.
  return JSON.parse(JSON.stringify({ ...ofThen(rest), update: ofThen(update) }))
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || value === null
}
