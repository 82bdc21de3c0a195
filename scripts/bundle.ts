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

/** Bundles a built package as a page that uses all of it would, and measures it. */
export async function bundleSize({ entries }: PublishedPackage): Promise<BundleSize> {
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
    .map((file) => (file.type === 'chunk' ? file.code : ''))
    .join('')
  return { minified: Buffer.byteLength(code), gzip: gzipSync(code).length }
}
