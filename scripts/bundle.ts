import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import type { PublishedPackage } from './published-packages.ts'

/** What is read of a chunk of a bundle. */
type Chunk = Pick<Rolldown.OutputChunk, 'code' | 'facadeModuleId' | 'fileName' | 'imports' | 'isDynamicEntry' | 'isEntry'>

/** Bytes of a package in a page. */
export interface BundleSize {
  /** The main entry with everything it exports and everything that the page loads for it, bundled and minified. */
  readonly minified: number
  /** The same, compressed by gzip. */
  readonly gzip: number
  /** What the page does not load, as nothing asks for it. */
  readonly onDemand: readonly OnDemand[]
}

/** Code that a page loads when something asks for it. */
export interface OnDemand {
  /** The path of its module in the package, or of the package. */
  readonly module: string
  /** What it adds to the page, bundled and minified. */
  readonly minified: number
}

/**
 * Bundles a built package as a page that uses all of its main entry would, and measures what the page loads: the entry with all
 * that it imports, and what `asked` names of the modules that are loaded on demand, with all that those import.
 *
 * @param asked the ends of the paths of modules that are loaded on demand and that the page asks for; by default all. Throws an Error
 * when one of them is not loaded on demand
 */
export async function bundleSize(
  { entries, folder }: PublishedPackage,
  asked: readonly string[] = [''],
): Promise<BundleSize> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      // A peer that is optional is no part of the package.
      rolldownOptions: { input: entries[0].built, preserveEntrySignatures: 'strict', external: ['@mujoco/mujoco'] },
    },
  })
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : []
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  const onDemand = chunks.filter((chunk) => chunk.isDynamicEntry)
  for (const end of asked)
    if (end !== '' && !onDemand.some((chunk) => pathOf(chunk).endsWith(end)))
      throw new Error(`${end} is not loaded on demand: is it imported at once somewhere, or was it renamed?`)
  const isAsked = (chunk: Chunk) => asked.some((end) => pathOf(chunk).endsWith(end))
  const loaded = closure(chunks, [...chunks.filter(({ isEntry }) => isEntry), ...onDemand.filter(isAsked)])
  const code = codeOf(loaded)
  return {
    minified: Buffer.byteLength(code),
    gzip: gzipSync(code).length,
    onDemand: onDemand
      .filter((chunk) => !loaded.has(chunk))
      .map((chunk) => ({
        module: pathOf(chunk).replace(`${folder}/dist/`, '').replace(/^.*\/packages\//, '@trpo/'),
        minified: Buffer.byteLength(codeOf([...closure(chunks, [chunk])].filter((part) => !loaded.has(part)))),
      })),
  }
}

/** The module that a chunk on demand was asked for by. */
function pathOf({ facadeModuleId }: Chunk): string {
  return facadeModuleId ?? ''
}

/** These chunks with all that they import, and that is loaded with them. */
function closure(chunks: readonly Chunk[], from: Iterable<Chunk>): ReadonlySet<Chunk> {
  const loaded = new Set(from)
  for (const { imports } of loaded)
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk)
  return loaded
}

function codeOf(chunks: Iterable<Chunk>): string {
  return Array.from(chunks, ({ code }) => code).join('')
}
