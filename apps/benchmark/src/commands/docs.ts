import { markdownReport } from '../report/markdown.ts'
import { readResults, writeText } from '../result/result-file.ts'
import type { Results } from '../result/schema.ts'

/** Writes results as a page, by default docs/benchmarks.md. */
export async function writeDocs(results: Results, out: string): Promise<void> {
  await writeText(out, markdownReport(results))
  console.log(`written  ${out}`)
}

/** `writeDocs` from the file of an earlier run. */
export async function writeDocsFrom(path: string, out: string): Promise<void> {
  await writeDocs(await readResults(path), out)
}
