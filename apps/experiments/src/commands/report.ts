import { displayPath } from '@trpo/runs'
import { writeReport } from '../report/write-report.ts'
import { findAnyRun } from '../run/find-run.ts'
import type { ExitCode } from './session.ts'

/** Draws the report of a run again. */
export async function report(directory: string): Promise<ExitCode> {
  const run = await findAnyRun(directory)
  await writeReport(run)
  console.log(`report  ${displayPath(run.paths.report)}`)
  return 0
}
