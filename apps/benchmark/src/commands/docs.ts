import { markdownReport } from '../report/markdown.ts'
import { mergeResults } from '../result/merge-results.ts'
import { readResults, writeText } from '../result/result-file.ts'
import type { Results } from '../result/schema.ts'

/** Writes results as a page, by default docs/benchmarks.md. */
export async function writeDocs(results: Results, out: string): Promise<void> {
  await writeText(out, markdownReport(results))
  console.log(`written  ${out}`)
}

/** `writeDocs` from the files of earlier runs. */
export async function writeDocsFrom([path, ...more]: readonly [string, ...string[]], out: string): Promise<void> {
  const first = await readResults(path)
  const others = await Promise.all(more.map(readResults))
  await writeDocs(others.length === 0 ? first : mergeResults([first, ...others], [path, ...more]), out)
}
