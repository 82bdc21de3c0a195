import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { PublishedPackage } from './published-packages.ts'

/** Bytes of a package in a page. */
export interface BundleSize {
  /** The main entry with everything it exports and everything it depends on, bundled and minified. */
  readonly minified: number
  /** The same, compressed by gzip. */
  readonly gzip: number
}

/**
 * Bundles a built package as a page that uses all of it would, and measures it.
 *
 * @param apart what a part of the path of a module loaded on demand is, such as `/blackbox/`, that is not counted
 */
export async function bundleSize({ entries }: PublishedPackage, apart: readonly string[] = []): Promise<BundleSize> {
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
  const code = outputs
    .flatMap(({ output }) => output)
    .map((file) => (file.type === 'chunk' && !isApart(file.moduleIds, apart) ? file.code : ''))
    .join('')
  return { minified: Buffer.byteLength(code), gzip: gzipSync(code).length }
}

/** Whether a chunk has a module that is loaded on demand, and so is loaded on demand itself. */
function isApart(modules: readonly string[], apart: readonly string[]): boolean {
  return modules.some((id) => apart.some((part) => id.includes(part)))
}
