import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The endings that a file may have for each ending in an import, as TypeScript resolves it with a bundler. */
const ENDINGS: readonly (readonly [written: RegExp, files: readonly string[]])[] = [
  [/\.js$/, ['.js', '.ts']],
  [/\.mjs$/, ['.mjs', '.mts']],
  [/\.cjs$/, ['.cjs', '.cts']],
  [/$/, ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js']],
]

/** Whether an import is of a file beside the one that imports it. */
export function isRelative(specifier: string): boolean {
  return specifier.startsWith('./') || specifier.startsWith('../')
}

/**
 * The URL of the file that a relative import means: `./reward` and `./reward.js` also mean a file `reward.ts`. Undefined where
 * there is no such file.
 *
 * @param parent the URL of the file that imports
 */
export function resolveRelative(specifier: string, parent: string): string | undefined {
  const plain = specifier.replace(/[?#].*$/, '')
  for (const [written, files] of ENDINGS) {
    if (!written.test(plain)) continue
    for (const ending of files) {
      const url = new URL(plain.replace(written, ending), parent)
      if (existsSync(url) && statSync(fileURLToPath(url)).isFile()) return url.href
    }
  }
  return undefined
}
