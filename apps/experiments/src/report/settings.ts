import { configFields } from '@trpo/recipes'
import type { StoredRun } from '@trpo/runs'
import { isOwnRun } from '../run/find-run.ts'

/**
 * The settings of a run by the paths of their fields. Those of a config of ours are in the order of its schema, others in that
 * of the file.
 */
export function settingsOf(run: StoredRun): [string, string][] {
  if (!isOwnRun(run)) return leavesOf(run.raw, [])
  return configFields.flatMap(({ path }): [string, string][] => {
    let value: unknown = run.config
    for (const key of path.split('.')) value = Reflect.get(Object(value), key)
    // It has no fields of other kinds.
    return value === undefined ? [] : [[path, inWords(value)]]
  })
}

function leavesOf(value: unknown, path: readonly string[]): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path.join('.'), inWords(value)]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
