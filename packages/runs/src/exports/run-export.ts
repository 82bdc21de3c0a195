import type { TrainingRecord } from '@trpo/core'
import { exists } from '../files/exists.ts'
import type { RunPaths } from '../files/run-paths.ts'
import type { StoredRun } from '../files/stored-run.ts'
import { csvFormat } from './csv-format.ts'
import { type RecordFile, recordFile } from './record-file.ts'
import type { RecordFormat } from './record-format.ts'
import { tensorboardFormat } from './tensorboard/tensorboard-format.ts'

/** Formats of other programs in which a run may keep its records besides, by the names of their files in `RunPaths`. */
export const RUN_EXPORTS = ['tensorboard', 'csv'] as const

/** Such a format: an event file of TensorBoard, or a table with a row an iteration. */
export type RunExport = (typeof RUN_EXPORTS)[number]

/** What a run is exported by. */
export type ExportedRun = Pick<StoredRun, 'paths' | 'provenance'>

/**
 * Writes the records of a run in a format: what is missing in its file, or all of it. The file depends on the records and on
 * run.json alone, so it may be written at any time and by any process. Returns what adds further records.
 *
 * Throws a RunError when the file cannot be written.
 */
export function exportRun(
  { paths, provenance }: ExportedRun,
  format: RunExport,
  records: readonly TrainingRecord[],
): Promise<RecordFile> {
  const formats: Readonly<Record<RunExport, RecordFormat>> = {
    csv: csvFormat,
    tensorboard: tensorboardFormat(provenance.measures, provenance.startedAt),
  }
  return recordFile(paths[format], formats[format], records)
}

/** The formats that a run has files of. */
export async function presentExports(paths: RunPaths): Promise<RunExport[]> {
  const present = await Promise.all(RUN_EXPORTS.map((format) => exists(paths[format])))
  return RUN_EXPORTS.filter((_, index) => present[index])
}
