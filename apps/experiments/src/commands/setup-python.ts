import { checkPython, pythonFolder, setUpPython } from '@trpo/envs/node'
import pc from 'picocolors'
import type { ExitCode } from './session.ts'

/** The options of `trpo setup python`. */
export interface SetupOptions {
  readonly python?: string | undefined
  readonly folder?: string | undefined
  /** Whether to say what is there, and change nothing. */
  readonly check: boolean
}

/** Installs what the environments of Gymnasium need, or says what is there. */
export async function setupPython({ check, python, folder = pythonFolder() }: SetupOptions): Promise<ExitCode> {
  if (check) return showPython(python, folder)
  const { wasThere, ...made } = await setUpPython({
    python,
    folder,
    onLine: (line) => console.log(pc.dim(line)),
  })
  console.log(`${wasThere ? 'Everything is there already' : 'Everything is there now'}: ${made.folder}`)
  console.log(versionsLine({ python: made.python, ...made.packages }))
  if (folder !== pythonFolder())
    console.log(`Set TRPO_PYTHON_FOLDER=${folder} for the commands that use it: another folder is looked in otherwise.`)
  return 0
}

function showPython(python: string | undefined, folder: string): ExitCode {
  const { environment, interpreter, versions, fault } = checkPython({ python, folder })
  const states = {
    complete: 'complete',
    outdated: 'of another version of this program; `trpo setup python` renews it',
    missing: 'not there',
  }
  console.log(`environment  ${folder}: ${states[environment]}`)
  console.log(`interpreter  ${interpreter ?? 'none'}`)
  if (Object.keys(versions).length > 0) console.log(`versions     ${versionsLine(versions)}`)
  console.log(fault === undefined ? 'Environments of Gymnasium can run.' : pc.red(fault))
  return fault === undefined ? 0 : 1
}

function versionsLine(versions: Readonly<Record<string, string | null>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version ?? 'missing'}`)
    .join(', ')
}
