import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { contentsIn, interpreterIn } from '../python/find-python.ts'
import type { PythonVersions } from '../python/python-host.ts'

/** The packages to install: versions, and the digests of their wheels. */
export const LOCK: string = fileURLToPath(new URL('../../../python/requirements.lock', import.meta.url))

/** What is in the folder of a Python environment. */
export interface PythonContents extends PythonVersions {
  /** The digest of the lock that it was installed by. */
  readonly lock: string
}

/** The digest of the lock of this version of the package. */
export function lockDigest(): string {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex')
}

/** What is in a folder; undefined where an installation was not completed, or there is none. */
export function readContents(folder: string): PythonContents | undefined {
  if (!existsSync(contentsIn(folder)) || !existsSync(interpreterIn(folder))) return undefined
  try {
    return JSON.parse(readFileSync(contentsIn(folder), 'utf8'))
  } catch {
    return undefined
  }
}

/** Says what is in a folder, once everything is there. */
export function writeContents(folder: string, contents: PythonContents): void {
  const path = contentsIn(folder)
  writeFileSync(`${path}.partial`, `${JSON.stringify(contents, null, 2)}\n`)
  renameSync(`${path}.partial`, path)
}
