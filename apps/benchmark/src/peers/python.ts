import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { messageOf } from '@trpo/math/messages'
import { InputError } from '../errors.ts'

/** The note in place of peers when no Python was given. */
export const NO_PYTHON =
  'Peers were not measured: no Python was given. In a virtual environment: pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0 torch==2.15.0 sb3-contrib==2.9.2 envpool==1.2.5, then give its interpreter by --python PATH.'

/** The version of an interpreter. Throws an InputError when it cannot be run. */
export async function pythonVersion(python: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', 'import platform; print(platform.python_version())'])
    return stdout.trim()
  } catch (error) {
    throw new InputError(
      `--python ${python} cannot be run (${messageOf(error).split('\n')[0]}); give the path of a Python 3 interpreter`,
    )
  }
}

/** Whether an interpreter has a module. */
export async function hasModule(python: string, module: string): Promise<boolean> {
  try {
    await promisify(execFile)(python, ['-c', `import ${module}`])
    return true
  } catch {
    return false
  }
}
