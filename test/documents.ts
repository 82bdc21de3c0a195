import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishedPackages } from '../scripts/published-packages.ts'
import { root } from './snippets.ts'

/** A TypeScript block of a page, as the file that a reader would save it as. */
export interface DocumentedFile {
  /** Where it stands: the page, then the name of the file, such as `docs/physics.md/crawler.ts`. */
  readonly path: string
  readonly code: string
}

/** Pages that show code to whoever uses the packages. */
const PAGES = ['README.md', 'packages/*/README.md', 'apps/*/README.md', 'examples/README.md', 'docs/*.md']

/** A block, and the paragraph before it, which may name the file. */
const BLOCK = /(?:^((?:.+\n)+)\n)?^```ts\n([\s\S]*?)^```$/gm

/** Every TypeScript block of every page. It is called what the paragraph before says to save it as, or by its number. */
export function documentedFiles(): readonly DocumentedFile[] {
  return globSync(PAGES, { cwd: root })
    .sort()
    .flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(BLOCK)].map(([, before = '', code], index) => {
        const name = /\bSave this as `([\w-]+\.ts)`/.exec(before)?.[1] ?? `snippet-${index + 1}.ts`
        return { path: `${page}/${name}`, code }
      }),
    )
}

/** The lines of the block for the shell, on a page of the repository, that has a line which starts with these words. */
export function commandsOf(page: string, start: string): readonly string[] {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  const lines = blocks
    .map(([, text]) => text.trim().split('\n'))
    .find((block) => block.some((line) => line.startsWith(start)))
  if (lines === undefined) throw new Error(`${page} shows no command that starts with '${start}'`)
  return lines
}

/** What a project has to find under node_modules so that it sees the packages as they were built: a target by name. */
export function builtPackages(): ReadonlyMap<string, string> {
  const packages = publishedPackages()
  const unbuilt = packages.filter(({ entries }) => !entries.every(({ built }) => existsSync(built)))
  if (unbuilt.length > 0) throw new Error(`${unbuilt.map(({ name }) => name).join(', ')}: run \`pnpm build\` first`)
  return new Map([
    ...packages.map(({ name, folder }) => [name, folder] as const),
    ['@types/node', join(root, 'node_modules/@types/node')],
    ['@tensorflow/tfjs', join(root, 'examples/node_modules/@tensorflow/tfjs')],
  ])
}
