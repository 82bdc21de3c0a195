import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Environment, lanesOf } from '@trpo/envs'
import { messageOf } from '@trpo/math/messages'
import type { EnvironmentSource } from '../environments/registry.ts'
import { ConfigError } from '../errors.ts'
import { suggestion } from '../nearest.ts'
import { hookModules } from './module-hooks.ts'
import { remedyFor } from './module-remedy.ts'

/** The name of the function that a user's module must export. */
const EXPORT = 'createEnvironment'

/**
 * The environments of a user's module, which exports `createEnvironment(): Environment`. The module may be
 * TypeScript, and may import `@trpo/*` wherever it lies.
 *
 * Throws a ConfigError when the file is missing, does not load or does not export the function.
 *
 * @param path the absolute path of the module
 */
export async function loadModuleEnvironment(path: string): Promise<EnvironmentSource> {
  hookModules()
  let exported: Readonly<Record<string, unknown>>
  try {
    exported = await import(pathToFileURL(path).href)
  } catch (error) {
    throw new ConfigError(
      `${path} could not be loaded: ${messageOf(error)}${placeOf(error, path)}${remedyFor(messageOf(error))}`,
      { cause: error },
    )
  }
  const create = exported[EXPORT]
  if (typeof create !== 'function') {
    const names = Object.keys(exported)
    const found = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`
    const hint = suggestion(EXPORT, names)
    throw new ConfigError(
      `${path} does not export a function ${EXPORT}; ${found}${hint.startsWith('; did you mean') ? ` (is ${hint.slice('; did you mean '.length, -1)} it?)` : ''}. Write: export function ${EXPORT}() { return { spec, reset, step, observe } }`,
    )
  }
  return {
    create: () => create() as Environment,
    createLanes: (count) => lanesOf(() => create() as Environment, count),
  }
}

/** ` (at my-env.ts:12:5)` when the trace of an error passes through the file. */
function placeOf(error: unknown, path: string): string {
  if (!(error instanceof Error) || error.stack === undefined) return ''
  const line = error.stack.split('\n').find((text) => text.includes(path) || text.includes(pathToFileURL(path).href))
  const place = line?.match(/:(\d+):(\d+)\)?\s*$/)
  return place ? ` (at ${path}:${place[1]}:${place[2]})` : ''
}

/**
 * The absolute path of a module that a config names. It is looked for in the folder that the run was started in, then in this
 * one.
 */
export async function findModule(name: string, startedIn: string): Promise<string> {
  const candidates = [...new Set([resolve(startedIn, name), resolve(name)])]
  for (const path of candidates) {
    const found = await readFile(path).then(
      () => true,
      () => false,
    )
    if (found) return path
  }
  throw new ConfigError(
    `there is no environment file ${candidates.join(' or ')}; give the path of a module that exports ${EXPORT}()`,
  )
}
