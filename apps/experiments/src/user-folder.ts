import { dirname, resolve } from 'node:path'

/** The scripts of the root package that are this command. */
const SCRIPTS = ['start', 'trpo']

/**
 * The folder that the user stands in, from which paths are meant. A script of a package runs in the folder of the package,
 * wherever it was called from, and INIT_CWD says where that was. Undefined when this was not started as such a script, or was
 * started by something that was.
 */
export function userFolder(
  cwd: string,
  { INIT_CWD, npm_lifecycle_event: script, npm_package_json: manifest }: NodeJS.ProcessEnv,
): string | undefined {
  if (INIT_CWD === undefined || script === undefined || manifest === undefined) return undefined
  return SCRIPTS.includes(script) && resolve(dirname(manifest)) === resolve(cwd) ? INIT_CWD : undefined
}
