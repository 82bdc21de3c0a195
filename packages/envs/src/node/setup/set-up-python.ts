import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { contentsIn, interpreterIn, pythonFolder } from '../python/find-python.ts'
import { PythonError } from '../python/python-error.ts'
import { pythonHost } from '../python/python-host.ts'
import { basePython, howToInstall } from './base-python.ts'
import { LOCK, lockDigest, type PythonContents, readContents, writeContents } from './contents.ts'
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

/** What was set up. */
export interface SetUpPython extends PythonContents {
  readonly folder: string
  /** Whether everything was there before. */
  readonly wasThere: boolean
}

/**
 * Makes a Python environment of its own for the environments of Gymnasium: a venv in a folder, with packages of fixed versions whose
 * wheels must have the digests of the lock that this package ships. Nothing outside the folder is changed, but for pip's cache of
 * downloads. What was interrupted continues where it was; what is complete is left as it is. Two processes that set up the same folder
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

  const isVenv = existsSync(join(folder, 'pyvenv.cfg'))
  if (!isVenv && existsSync(folder) && readdirSync(folder).length > 0)
    throw new PythonError('missing', `${folder} holds something else; name another folder, or remove it`)
  const base = basePython(python, variables)
  onLine(`Python ${base.version} (${base.command.join(' ')}), into ${folder}`)
  mkdirSync(folder, { recursive: true })
  rmSync(contentsIn(folder), { force: true })
  // PYTHONPATH and the like are another environment's; pip is to find what is configured for it.
  const { PYTHONPATH: _path, PYTHONHOME: _home, ...env } = variables
  const run = (command: readonly string[]) => linesOf(command, env, onLine)

  const another = isVenv && versionIn(folder) !== base.version
  const venv = await run([...base.command, '-I', '-m', 'venv', ...(another ? ['--clear'] : []), folder])
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
      `the packages could not be installed: ${installed}; what there is stays, and the same command continues`,
    )
  const contents = { ...served(interpreterIn(folder)), lock }
  writeContents(folder, contents)
  return { ...contents, folder, wasThere: false }
}

/** The version of the Python that a folder's environment was made with. */
function versionIn(folder: string): string | undefined {
  return /^version\s*=\s*(\S+)/m.exec(readFileSync(join(folder, 'pyvenv.cfg'), 'utf8'))?.[1]
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

/** Runs a command and passes on its lines. Gives the last of them where it fails. */
function linesOf(
  [command, ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const lines: string[] = []
    let rest = ''
    const add = (piece: string) => {
      const pieces = (rest + piece).split(/\r?\n/)
      rest = pieces.pop() ?? ''
      for (const line of pieces.filter((text) => text.trim() !== '')) {
        lines.push(line)
        onLine(line)
      }
    }
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', add)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => {
      add('\n')
      resolve(code === 0 ? undefined : lines.slice(-6).join('\n') || (signal ?? `exit code ${code}`))
    })
  })
}
