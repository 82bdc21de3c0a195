import { spawnSync } from 'node:child_process'
import { PythonError } from '../python/python-error.ts'

/** An interpreter that an environment can be made with. */
export interface BasePython {
  /** The command, and arguments that come before any others. */
  readonly command: readonly string[]
  /** Its version, such as 3.11.7. */
  readonly version: string
}

/** What an interpreter is looked for as, best first: all packages have wheels for those with a number. */
const NAMES: readonly (readonly string[])[] = [
  ...['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3', 'python'].map((name) => [name]),
  ...(process.platform === 'win32' ? [['py', '-3']] : []),
]

const HOW_TO_INSTALL: Readonly<Record<string, string>> = {
  darwin: 'install Python 3.13 from python.org, or with `brew install python@3.13`',
  linux:
    'install Python 3.10 to 3.13 with its venv module: `apt-get install python3 python3-venv` on Debian and Ubuntu, `dnf install python3` on Fedora',
  win32: 'install Python 3.13 from python.org, or with `winget install Python.Python.3.13`',
}

/** How Python is installed on this platform, in words. */
export function howToInstall(): string {
  return HOW_TO_INSTALL[process.platform] ?? 'install Python 3.10 to 3.13 from python.org'
}

/**
 * The interpreter to make an environment with: the one that is given, or the first on the path that is new enough. Throws a
 * PythonError that says what was found and what to install.
 *
 * @param variables environment variables, of which the path is one
 */
export function basePython(given: string | undefined, variables: NodeJS.ProcessEnv): BasePython {
  const found: string[] = []
  for (const command of given === undefined ? NAMES : [[given]]) {
    const version = versionOf(command, variables)
    if (version === undefined) continue
    if (isNewEnough(version)) return { command, version }
    found.push(`${command.join(' ')} is Python ${version}`)
  }
  if (given !== undefined)
    throw new PythonError(
      'missing',
      `${found[0] ?? `${given} cannot be started as Python`}; give --python an interpreter of version 3.10 or newer, or ${howToInstall()}`,
    )
  const what = found.length === 0 ? 'there is no Python on the path' : `no Python is new enough (${found.join(', ')})`
  throw new PythonError(
    'missing',
    `${what}; ${howToInstall()}, or name an interpreter of version 3.10 or newer by --python`,
  )
}

/** The version of an interpreter, undefined where it cannot be started. */
function versionOf([command, ...args]: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const print = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
  const { status, stdout } = spawnSync(command, [...args, '-I', '-c', print], {
    env,
    encoding: 'utf8',
    timeout: 60_000,
  })
  const version = stdout?.trim()
  return status === 0 && /^\d+\.\d+\.\d+$/.test(version) ? version : undefined
}

function isNewEnough(version: string): boolean {
  const [major, minor] = version.split('.').map(Number)
  return major === 3 && minor >= 10
}
