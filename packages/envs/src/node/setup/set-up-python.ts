import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentsIn, interpreterIn, markerIn, pythonFolder } from '../python/find-python.ts'
import { PythonError } from '../python/python-error.ts'
import { pythonHost } from '../python/python-host.ts'
import { basePython, howToInstall } from './base-python.ts'
import { LOCK, lockDigest, type PythonContents, readContents, writeContents } from './contents.ts'
import { linesOf } from './lines-of.ts'
import { withSetupLock } from './setup-lock.ts'

/** Where Python is set up, and from what. */
export interface SetUpOptions {
  /**
   * The folder of the environment.
   * @default `pythonFolder()`
   */
  readonly folder?: string | undefined
  /**
   * The interpreter that the environment is made with.
   * @default the first of python3.13 to python3.10, python3 and python that is 3.10 or newer
   */
  readonly python?: string | undefined
  /** Hears each line of what is done. */
  readonly onLine?: (line: string) => void
  /**
   * Environment variables.
   * @default those of this process
   */
  readonly variables?: NodeJS.ProcessEnv
}

/** Variables that lead Python or pip out of the folder. What else is configured for pip, such as an index, it is to find. */
const ELSEWHERE: ReadonlySet<string> = new Set(['PYTHONPATH', 'PYTHONHOME', 'PIP_TARGET', 'PIP_PREFIX', 'PIP_USER'])

/** What was set up. */
export interface SetUpPython extends PythonContents {
  /** The folder of the environment. */
  readonly folder: string
  /** Whether everything was there before. */
  readonly wasThere: boolean
}

/**
 * Makes a Python environment of its own for the environments of Gymnasium: a venv in a folder, with packages of fixed versions whose
 * wheels must have the digests of the lock that this package ships. Nothing outside the folder is changed, but for pip's cache of
 * downloads. What was interrupted continues where it was; what is complete is left as it is, and so is a folder
 * that this function did not make. Two processes that set up the same folder
 * take turns.
 *
 * Throws a PythonError that says what to install or to do.
 */
export async function setUpPython(options: SetUpOptions = {}): Promise<SetUpPython> {
  const { variables = process.env, onLine = () => undefined } = options
  const folder = options.folder ?? pythonFolder(variables)
  const waiting = (pid: number) => onLine(`waiting for process ${pid}, which sets up ${folder}`)
  return withSetupLock(folder, waiting, () => setUp(folder, { ...options, variables, onLine }))
}

async function setUp(
  folder: string,
  { python, variables, onLine }: SetUpOptions & Required<Pick<SetUpOptions, 'variables' | 'onLine'>>,
): Promise<SetUpPython> {
  const lock = lockDigest()
  const before = readContents(folder)
  if (before?.lock === lock && python === undefined) return { ...before, folder, wasThere: true }

  const isOurs = existsSync(markerIn(folder)) || existsSync(contentsIn(folder))
  if (!isOurs && existsSync(folder) && readdirSync(folder).length > 0)
    throw new PythonError(
      'missing',
      `${folder} holds something else than an environment that was set up here, and is left as it is; name another folder, or remove it`,
    )
  const base = basePython(python, variables)
  onLine(`Python ${base.version} (${base.command.join(' ')}), into ${folder}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(markerIn(folder), 'trpo setup python has begun to make this environment.\n')
  rmSync(contentsIn(folder), { force: true })
  const env = Object.fromEntries(Object.entries(variables).filter(([name]) => !ELSEWHERE.has(name)))
  const run = (command: readonly string[]) => linesOf(command, env, onLine)

  if (versionIn(folder) !== base.version) clear(folder)
  const venv = await run([...base.command, '-I', '-m', 'venv', folder])
  if (venv !== undefined)
    throw new PythonError(
      'missing',
      `no environment could be made by ${base.command.join(' ')} -m venv: ${venv}; ${howToInstall()}`,
    )
  const pip = ['-I', '-m', 'pip', 'install', '--require-hashes', '--only-binary', ':all:', '--no-input']
  const installed = await run([interpreterIn(folder), ...pip, '--disable-pip-version-check', '--requirement', LOCK])
  if (installed !== undefined)
    throw new PythonError(
      'package',
      `the packages could not be installed: ${installed}; what was installed is kept; run the same command to continue`,
    )
  const contents = { ...served(interpreterIn(folder)), lock }
  writeContents(folder, contents)
  rmSync(markerIn(folder), { force: true })
  return { ...contents, folder, wasThere: false }
}

/** The version of the Python that a folder's environment was made with; undefined where there is none yet. */
function versionIn(folder: string): string | undefined {
  const path = join(folder, 'pyvenv.cfg')
  return existsSync(path) ? /^version\s*=\s*(\S+)/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined
}

/** Empties a folder but for its marker, which `venv --clear` would remove: an interruption would leave a folder that is nobody's. */
function clear(folder: string): void {
  for (const name of readdirSync(folder))
    if (join(folder, name) !== markerIn(folder)) rmSync(join(folder, name), { recursive: true, force: true })
}

/** What an interpreter serves. Throws a PythonError when it does not. */
function served(interpreter: string): Pick<PythonContents, 'python' | 'packages'> {
  const host = pythonHost(interpreter)
  host.enter()
  try {
    return host.start()
  } finally {
    host.leave()
  }
}
