import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An interpreter that runs fake-server.ts, whatever it is told to run. */
export interface FakePython {
  /** Its path. */
  readonly python: string
  /** A folder for files of the test. */
  readonly folder: string
  remove(): void
}

/** Makes one in a folder of its own. */
export function fakePython(): FakePython {
  const folder = mkdtempSync(join(tmpdir(), 'trpo-fake-python-'))
  const python = join(folder, 'python')
  const server = join(import.meta.dirname, 'fake-server.ts')
  writeFileSync(python, `#!/bin/sh\nexec "${process.execPath}" "${server}"\n`)
  chmodSync(python, 0o755)
  return { python, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
