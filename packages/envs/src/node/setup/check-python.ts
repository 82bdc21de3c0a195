import { findPython, pythonFolder, type Variables } from '../python/find-python.ts'
import { PythonError } from '../python/python-error.ts'
import { pythonHost } from '../python/python-host.ts'
import { lockDigest, readContents } from './contents.ts'

/** What there is of Python. */
export interface CheckedPython {
  /** The folder of the environment that `setUpPython` makes. */
  readonly folder: string
  /** Whether that environment is complete, complete but of another version of this package, or not there. */
  readonly environment: 'complete' | 'outdated' | 'missing'
  /** The interpreter that environments run in; undefined where there is none. */
  readonly interpreter: string | undefined
  /** What it serves, by name; null for a package that is missing. Nothing where it does not serve. */
  readonly versions: Readonly<Record<string, string | null>>
  /** What is wrong, and what to do; undefined where environments can run. */
  readonly fault: string | undefined
}

/**
 * Looks at what there is, and changes nothing.
 *
 * @param chosen another interpreter than the one that is found, and another folder than `pythonFolder()`
 * @param variables environment variables @default those of this process
 */
export function checkPython(
  chosen: { readonly python?: string | undefined; readonly folder?: string | undefined } = {},
  variables: Variables = process.env,
): CheckedPython {
  const folder = chosen.folder ?? pythonFolder(variables)
  const contents = readContents(folder)
  const environment = contents === undefined ? 'missing' : contents.lock === lockDigest() ? 'complete' : 'outdated'
  let interpreter: string | undefined
  try {
    interpreter = findPython(chosen.python, { ...variables, TRPO_PYTHON_FOLDER: folder })
    const host = pythonHost(interpreter)
    host.enter()
    try {
      const { python: version, packages } = host.start()
      return { folder, environment, interpreter, versions: { python: version, ...packages }, fault: undefined }
    } finally {
      host.leave()
    }
  } catch (error) {
    if (!(error instanceof PythonError)) throw error
    return { folder, environment, interpreter, versions: {}, fault: error.message }
  }
}
