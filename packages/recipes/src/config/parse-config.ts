import type { z } from 'zod'
import { ConfigError } from '../errors.ts'
import { suggestion } from '../nearest.ts'
import type { Config } from './config.ts'
import { configFields, fieldAt } from './fields.ts'
import { configSchema } from './schema.ts'

/**
 * The config that `value` is. Throws a ConfigError that names every field that is unknown (and the nearest one that
 * exists), missing or out of range, with what was given and what was expected.
 *
 * @param origin where the value is from, such as `runs/swim/config.json`: stands before the message
 */
export function parseConfig(value: unknown, origin: string): Config {
  const result = configSchema.safeParse(value)
  // As it is read back from config.json: that has no -0, which would give other bits.
  if (result.success) return JSON.parse(JSON.stringify(result.data))
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, value))
  throw new ConfigError(`${origin}: ${faults.join('; also, ')}`)
}

function faultsOf(issue: z.core.$ZodIssue, value: unknown): string[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField([...path, key].join('.')))
  const given = at(value, path)
  // Entries of a list are described by the list.
  const name = fieldAt(path.join('.')) === undefined ? path.slice(0, -1).join('.') : path.join('.')
  const field = fieldAt(name)
  const label = path.length === 0 ? 'the config' : path.join('.')
  const expected = field?.expected ?? 'an object'
  if (given === undefined) return [`${label} is missing; expected ${expected}`]
  return [`${label} is ${show(given)}; expected ${expected}${nearestValue(given, field?.schema.enum)}`]
}

/** `unknown option algorithm.maxKL; did you mean algorithm.maxKl?` */
export function unknownField(path: string): string {
  const parents = [...new Set(configFields.map((field) => field.path.split('.').slice(0, -1).join('.')))]
  if (parents.includes(path) && path !== '') {
    const inner = configFields.filter((field) => field.path.startsWith(`${path}.`)).map((field) => field.path)
    return `${path} is a group of options; give one of ${inner.join(', ')}`
  }
  const names = configFields.map((field) => field.path)
  const hint = suggestion(path, names)
  return `unknown option ${path}${hint}`
}

function nearestValue(given: unknown, allowed: readonly string[] | undefined): string {
  if (typeof given !== 'string' || allowed === undefined) return ''
  const hint = suggestion(given, allowed)
  return hint.startsWith('; did you mean') ? hint : ''
}

function at(value: unknown, path: readonly string[]): unknown {
  let inner = value
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined
    inner = Object.entries(inner).find(([name]) => name === key)?.[1]
  }
  return inner
}

function show(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
