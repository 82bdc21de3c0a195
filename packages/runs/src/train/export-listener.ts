import type { TrainingRecord } from '@trpo/core'
import type { RecordFile } from '../exports/record-file.ts'
import { type ExportedRun, exportRun, presentExports, type RunExport } from '../exports/run-export.ts'
import type { TrainRunListener } from './train-run.ts'

/**
 * A listener that writes every record in some formats as well, and in those that the run has files of already, before another
 * one hears of it.
 */
export function exportListener<R extends TrainingRecord>(
  run: ExportedRun,
  formats: readonly RunExport[],
  listener: TrainRunListener<R> = {},
): TrainRunListener<R> {
  let files: readonly RecordFile[] = []
  return {
    async onBegin(records) {
      const all = [...new Set([...formats, ...(await presentExports(run.paths))])]
      files = await Promise.all(all.map((format) => exportRun(run, format, records)))
      await listener.onBegin?.(records)
    },
    async onRecord(record) {
      for (const file of files) await file.add(record)
      await listener.onRecord?.(record)
    },
  }
}
