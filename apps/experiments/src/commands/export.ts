import { displayPath, exists, exportRun, RUN_EXPORTS, type RunExport, readMetrics, trainedBy } from '@trpo/runs'
import { findAnyRun } from '../run/find-run.ts'
import { findRuns } from '../run/find-runs.ts'
import type { ExitCode } from './session.ts'

/** Writes the records of runs in other formats, CSV where none is named, and says where. */
export async function exportRuns(
  given: readonly string[],
  options: Readonly<Record<RunExport, boolean>>,
): Promise<ExitCode> {
  const named = RUN_EXPORTS.filter((format) => options[format])
  const formats: readonly RunExport[] = named.length === 0 ? ['csv'] : named
  for (const { directory } of await findRuns(given)) {
    const run = await findAnyRun(directory)
    const trainer = await trainedBy(run.paths)
    for (const format of formats) {
      const path = run.paths[format]
      if (trainer !== undefined && (await exists(path))) {
        console.log(`${format.padEnd(12)}${displayPath(path)} (process ${trainer}, which trains the run, continues it)`)
        continue
      }
      await exportRun(run, format, await readMetrics(run.paths.metrics))
      console.log(`${format.padEnd(12)}${displayPath(path)}`)
    }
  }
  return 0
}
