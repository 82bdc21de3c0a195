import { ConfigError } from '../errors.ts'
import type { Config } from './config.ts'
import { type FieldSchema, fieldAt } from './fields.ts'
import { parseConfig, unknownField } from './parse-config.ts'

/**
 * A config with assignments such as `algorithm.maxKl=0.02` made, typed by the schema and validated: later ones win.
 *
 * Lists are written `32,32` or `[32,32]`, an empty one as nothing at all: `policy.hidden=`. Throws a ConfigError that
 * names the option, what was given and what was expected.
 */
export function setOptions(config: Config, assignments: readonly string[]): Config {
  if (assignments.length === 0) return config
  let changed: unknown = config
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=')
    if (equals < 1) throw new ConfigError(`--set ${assignment}: expected key=value, such as --set algorithm.maxKl=0.02`)
    const path = assignment.slice(0, equals).trim()
    const field = fieldAt(path)
    if (field === undefined) throw new ConfigError(`--set ${assignment}: ${unknownField(path)}`)
    changed = assign(changed, path.split('.'), typed(assignment.slice(equals + 1).trim(), field.schema))
  }
  return parseConfig(changed, `--set ${assignments.join(' --set ')}`)
}

/** The value that a text means for a field; the text itself where it means none, so that validation can name it. */
function typed(text: string, schema: FieldSchema): unknown {
  if (schema.anyOf !== undefined) {
    if (text === 'null') return null
    return typed(text, schema.anyOf.find((option) => option.type !== 'null') ?? {})
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return number(text)
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'array':
      return list(text).map(number)
    default:
      return text
  }
}

function number(text: string): unknown {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text
}

function list(text: string): readonly string[] {
  const inner = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  return inner.trim() === '' ? [] : inner.split(',').map((entry) => entry.trim())
}

function assign(target: unknown, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value
  const fields: Record<string, unknown> = typeof target === 'object' && target !== null ? { ...target } : {}
  const [key, ...rest] = path
  fields[key] = assign(fields[key], rest, value)
  return fields
}
