import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { PythonError } from './python-error.ts'

/** Environment variables, by name. */
export type Variables = Readonly<Record<string, string | undefined>>

/**
 * The folder of the Python environment that `setUpPython` makes: `TRPO_PYTHON_FOLDER` where it is set, otherwise `trpo/python` in the
 * user's folder for caches (`XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows).
 *
 * @param variables @default those of this process
 */
export function pythonFolder(variables: Variables = process.env): string {
  const { TRPO_PYTHON_FOLDER: chosen, XDG_CACHE_HOME: cache, LOCALAPPDATA: local } = variables
  if (chosen) return chosen
  if (process.platform === 'win32') return join(local || join(homedir(), 'AppData', 'Local'), 'trpo', 'python')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'trpo', 'python')
  return join(cache || join(homedir(), '.cache'), 'trpo', 'python')
}

/** The interpreter in the folder of a Python environment. */
export function interpreterIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
}

/** The file in the folder of a Python environment that says what is in it. It is written when everything is there. */
export function contentsIn(folder: string): string {
  return join(folder, 'trpo-python.json')
}

/** The file that marks the folder of a Python environment as one of `setUpPython`, from its beginning until everything is there. */
export function markerIn(folder: string): string {
  return join(folder, 'trpo-python.begun')
}

/**
 * The interpreter that environments run in: the one that is given, or `TRPO_PYTHON`, or that of `pythonFolder()`. Throws a
 * PythonError that says what to do when there is none.
 *
 * @param variables @default those of this process
 */
export function findPython(given?: string, variables: Variables = process.env): string {
  const chosen = given ?? (variables['TRPO_PYTHON'] || undefined)
  if (chosen !== undefined) return chosen
  const folder = pythonFolder(variables)
  if (existsSync(contentsIn(folder)) && existsSync(interpreterIn(folder))) return interpreterIn(folder)
  const begun = existsSync(folder) ? `what is in ${folder} is not complete` : `there is nothing in ${folder}`
  throw new PythonError(
    'missing',
    `environments of Gymnasium need Python, and ${begun}; run \`trpo setup python\` once, which installs what is needed there, or set TRPO_PYTHON to an interpreter (3.10 or newer) that has gymnasium`,
  )
}
