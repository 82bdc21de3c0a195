import { writeReport } from '../report/write-report.ts'
import { displayPath, readRun } from '../run/run-directory.ts'
import type { ExitCode } from './session.ts'

/** Draws the report of a run again. */
export async function report(directory: string): Promise<ExitCode> {
  const run = await readRun(directory)
  await writeReport(run)
  console.log(`report  ${displayPath(run.paths.report)}`)
  return 0
}
