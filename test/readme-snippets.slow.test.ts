import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** README files and the folder whose dependencies their snippets use. */
const readmes = [
  { folder: 'apps/experiments', file: 'README.md' },
  ...readdirSync(join(root, 'packages')).map((name) => ({
    folder: `packages/${name}`,
    file: `packages/${name}/README.md`,
  })),
]

/** The TypeScript blocks of a Markdown text. */
function snippets(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1])
}

describe.each(readmes)('$file', ({ folder, file }) => {
  it('exists and has a snippet', () => {
    expect(existsSync(join(root, file))).toBe(true)
    expect(snippets(readFileSync(join(root, file), 'utf8')).length).toBeGreaterThan(0)
  })

  const found = existsSync(join(root, file)) ? snippets(readFileSync(join(root, file), 'utf8')) : []
  it.each(found.map((code, index) => [index + 1, code] as const))('snippet %i runs', async (_index, code) => {
    const directory = await mkdtemp(join(root, folder, '.snippet-'))
    try {
      const path = join(directory, 'snippet.ts')
      await writeFile(path, code)
      const { stdout } = await run(process.execPath, ['--conditions=@trpo/source', path], { cwd: directory })
      expect(stdout.trim()).not.toBe('')
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
