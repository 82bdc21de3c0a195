import { terminalReport } from '../report/terminal.ts'
import { assertWritable, writeResults } from '../result/result-file.ts'
import type { Settings } from '../settings.ts'
import type { Subject } from '../subjects.ts'
import { measure } from './measure.ts'

/** Measures, prints tables, and writes JSON to the file that was asked for; `-` prints JSON instead of tables. */
export async function run(
  subjects: readonly Subject[],
  settings: Settings,
  json: string | undefined,
  command: string,
): Promise<void> {
  if (json !== undefined && json !== '-') await assertWritable(json)
  const results = await measure(subjects, settings, command)
  if (json === '-') {
    process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
    return
  }
  console.log(terminalReport(results))
  if (json === undefined) return
  await writeResults(json, results)
  console.log(`\njson  ${json}`)
}
