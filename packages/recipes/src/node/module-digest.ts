import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ConfigError } from '../errors.ts'
import { resolveRelative } from './resolve-relative.ts'

/** A quoted name of a neighbouring file, in an import, a require or a `new URL`. */
const RELATIVE = /(['"`])(\.\.?\/[^'"`\n]+)\1/g

/** Files that may name others. */
const CODE = /\.[mc]?[jt]s$/

/**
 * The SHA-256 of what environments of a module are made from: the module, and all neighbouring files that it or one of these
 * names. For a module alone it is that of its text. Packages, and files whose names are put together at run time, do not count.
 *
 * Throws a ConfigError when the module cannot be read.
 *
 * @param path the absolute path of the module
 */
export async function moduleDigest(path: string): Promise<string> {
  const files = await moduleFiles(path)
  if (files.size === 1) return sha256([...files.values()])
  const named = [...files].map(
    ([file, bytes]) => [relative(dirname(path), file).split(sep).join('/'), sha256([bytes])] as const,
  )
  return sha256([JSON.stringify(named.sort(([a], [b]) => (a < b ? -1 : 1)))])
}

/** The contents of a module and of all files that it needs, by absolute path. */
async function moduleFiles(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const waiting = [path]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue
    const bytes = await readFile(file).catch((cause: unknown) => {
      throw new ConfigError(
        `there is no environment file ${file}; give the path of a module that exports createEnvironment()`,
        { cause },
      )
    })
    files.set(file, bytes)
    if (!CODE.test(file)) continue
    const parent = pathToFileURL(file).href
    for (const [, , specifier] of bytes.toString().matchAll(RELATIVE)) {
      const found = resolveRelative(specifier, parent)
      if (found !== undefined) waiting.push(fileURLToPath(found))
    }
  }
  return files
}

function sha256(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
