import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const root: string = join(import.meta.dirname, '..')

const run = promisify(execFile)

/** The TypeScript blocks of a Markdown file of the repository. */
export function snippetsOf(file: string): string[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1])
}

/** Runs a TypeScript file from source with the Node that runs the tests; gives what it printed. */
export async function runSource(file: string, args: readonly string[] = [], cwd: string = root): Promise<string> {
  const { stdout } = await run(process.execPath, ['--conditions=@trpo/source', file, ...args], { cwd })
  return stdout
}
