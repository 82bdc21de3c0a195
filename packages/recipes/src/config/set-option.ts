import { ConfigError } from '../errors.ts'
import type { FieldSchema } from '../kinds/field-schema.ts'
import { kindOf, tagOf } from '../kinds/kind.ts'
import { type Field, fieldAt } from './fields.ts'
import { oldNames } from './old-names.ts'
import { parseConfig } from './parse-config.ts'
import { fieldsIn } from './paths.ts'
import { type Config, configSchema } from './schema.ts'
import { typed } from './typed.ts'
import { unknownField } from './unknown-field.ts'

interface Assignment {
  readonly field: Field
  readonly value: unknown
}

/**
 * A config with assignments such as `update.maxKl=0.02` applied. They are typed by the schema and validated; later ones win.
 *
 * Lists are written `32,32` or `[32,32]`, and an empty list as nothing at all: `policy.hidden=`. Assignments that change the kind
 * of a part, such as `estimator.baseline.kind=zero`, are applied before the others: fields that the new kind lacks are removed,
 * and those that the old one lacked get their defaults. Names of version 1 stand for those of today.
 *
 * Throws a ConfigError that names the option, what was given and what was expected.
 */
export function setOptions(config: Config, assignments: readonly string[]): Config {
  if (assignments.length === 0) return config
  const all = assignments.map((text) => read(text, config))
  let changed: unknown = config
  for (const { field, value } of all.filter(({ field }) => field.isTag))
    changed = assign(changed, configSchema, field.path.split('.'), value)
  for (const { field, value } of all.filter(({ field }) => !field.isTag))
    changed = assign(changed, configSchema, field.path.split('.'), value)
  return parseConfig(changed, `--set ${assignments.join(' --set ')}`)
}

function read(text: string, config: Config): Assignment {
  const equals = text.indexOf('=')
  if (equals < 1) throw new ConfigError(`--set ${text}: expected key=value, such as --set update.maxKl=0.02`)
  const given = text.slice(0, equals).trim()
  const written = text.slice(equals + 1).trim()
  const old = Object.hasOwn(oldNames, given) ? oldNames[given] : undefined
  const path = old?.path ?? given
  const field = fieldAt(path)
  if (field === undefined) throw new ConfigError(`--set ${text}: ${unknownField(path, config)}`)
  return { field, value: typed(old?.values?.[written] ?? written, field.schema) }
}

function assign(target: unknown, schema: FieldSchema, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value
  const [key, ...rest] = path
  const fields = fieldsIn(target)
  const tag = tagOf(schema)
  if (tag !== undefined && key === tag && rest.length === 0) return changed(fields, schema, tag, value)
  const kind = tag === undefined ? schema : kindOf(schema, tag, fields[tag])
  const inner = kind?.properties?.[key] ?? {}
  const section = fields[key] ?? (inner.optional ? inner.default : undefined)
  return { ...fields, [key]: assign(section, inner, rest, value) }
}

/** A section as another kind: fields that both kinds have keep their values, and the others get the defaults of the new kind. */
function changed(
  fields: Readonly<Record<string, unknown>>,
  schema: FieldSchema,
  tag: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const kind = kindOf(schema, tag, value)
  if (kind === undefined) return { ...fields, [tag]: value }
  const kept = Object.entries(fields).filter(([name]) => kind.properties?.[name] !== undefined)
  return { ...fieldsIn(kind.default), ...Object.fromEntries(kept), [tag]: value }
}
