import { gzipSync } from 'node:zlib'
import { build, type Plugin, type Rolldown } from 'vite'
import type { PublishedPackage } from './published-packages.ts'

/** What is read of a chunk of a bundle. */
type Chunk = Pick<
  Rolldown.OutputChunk,
  'code' | 'facadeModuleId' | 'fileName' | 'imports' | 'isDynamicEntry' | 'isEntry'
>

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
interface OnDemand {
  /** The path of its module in the package, or of the package. */
  readonly module: string
  /** What it adds to the page, bundled and minified. */
  readonly minified: number
}

/** What a page does with a package. */
export interface PageUse {
  /** The names that it imports from the main entry. @default all */
  readonly imports?: readonly string[]
  /** The ends of the paths of those modules loaded on demand that it comes to ask for. @default all */
  readonly asks?: readonly string[]
}

/**
 * Bundles a built package as a page that uses it would, and measures what the page loads: what it imports with all that this
 * imports in turn, and the modules loaded on demand that it asks for, with all that those import. Throws an Error when a module
 * that it asks for is not loaded on demand.
 */
export async function bundleSize(
  { entries, folder }: PublishedPackage,
  { imports, asks = [''] }: PageUse = {},
): Promise<BundleSize> {
  const [{ built }] = entries
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: imports === undefined ? [] : [pageOf(built, imports)],
    build: {
      write: false,
      // A peer that is optional is no part of the package.
      rolldownOptions: {
        input: imports === undefined ? built : PAGE,
        preserveEntrySignatures: 'strict',
        external: ['@mujoco/mujoco'],
      },
    },
  })
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : []
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  const onDemand = chunks.filter((chunk) => chunk.isDynamicEntry)
  for (const end of asks)
    if (end !== '' && !onDemand.some((chunk) => pathOf(chunk).endsWith(end)))
      throw new Error(`${end} is not loaded on demand: is it imported at once somewhere, or was it renamed?`)
  const isAsked = (chunk: Chunk) => asks.some((end) => pathOf(chunk).endsWith(end))
  const loaded = closure(chunks, [...chunks.filter(({ isEntry }) => isEntry), ...onDemand.filter(isAsked)])
  const code = codeOf(loaded)
  return {
    minified: Buffer.byteLength(code),
    gzip: gzipSync(code).length,
    onDemand: onDemand
      .filter((chunk) => !loaded.has(chunk))
      .map((chunk) => ({
        module: pathOf(chunk)
          .replace(`${folder}/dist/`, '')
          .replace(/^.*\/packages\//, '@trpo/'),
        minified: Buffer.byteLength(codeOf([...closure(chunks, [chunk])].filter((part) => !loaded.has(part)))),
      })),
  }
}

/** The name of the module that stands for a page. */
const PAGE = 'page'

/** Makes a page that imports these names. */
function pageOf(built: string, imports: readonly string[]): Plugin {
  return {
    name: PAGE,
    resolveId: (id) => (id === PAGE ? id : undefined),
    load: (id) => (id === PAGE ? `export { ${imports.join(', ')} } from ${JSON.stringify(built)}` : undefined),
  }
}

/** The module that a chunk on demand was asked for by. */
function pathOf({ facadeModuleId }: Chunk): string {
  return facadeModuleId ?? ''
}

/** These chunks with all that they import, and that is loaded with them. */
function closure(chunks: readonly Chunk[], from: Iterable<Chunk>): ReadonlySet<Chunk> {
  const loaded = new Set(from)
  for (const { imports } of loaded) for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk)
  return loaded
}

function codeOf(chunks: Iterable<Chunk>): string {
  return Array.from(chunks, ({ code }) => code).join('')
}
