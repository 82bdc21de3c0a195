import type { FieldSchema } from '../kinds/field-schema.ts'
import { kindOf, tagOf } from '../kinds/kind.ts'

/** Something that is wrong with a value. */
export interface Fault {
  /** The path of the field. */
  readonly path: readonly string[]
  /** Whether there is no such field. Otherwise its value is missing or out of range. */
  readonly isUnknown: boolean
}

/** All faults of a value, in the order of the schema; none when it is what the schema asks for. */
export function faultsIn(schema: FieldSchema, value: unknown, path: readonly string[] = []): readonly Fault[] {
  const here: readonly Fault[] = [{ path, isUnknown: false }]
  if (schema.anyOf !== undefined) {
    return schema.anyOf.some((option) => faultsIn(option, value).length === 0) ? [] : here
  }
  const tag = tagOf(schema)
  if (tag !== undefined) {
    if (!isRecord(value)) return here
    const kind = kindOf(schema, tag, Object.hasOwn(value, tag) ? value[tag] : undefined)
    return kind === undefined ? [{ path: [...path, tag], isUnknown: false }] : faultsIn(kind, value, path)
  }
  if (schema.properties !== undefined) return isRecord(value) ? faultsOfFields(schema.properties, value, path) : here
  if (schema.items !== undefined) {
    if (!Array.isArray(value) || value.length > (schema.maxItems ?? Infinity)) return here
    const { items } = schema
    return Array.from(value).flatMap((entry, index) => faultsIn(items, entry, [...path, String(index)]))
  }
  return isPlainValue(schema, value) ? [] : here
}

/** A valid value with its fields in the order of the schema. */
export function inOrder(schema: FieldSchema, value: unknown): unknown {
  const tag = tagOf(schema)
  const kind = tag === undefined || !isRecord(value) ? schema : kindOf(schema, tag, value[tag])
  if (kind?.properties === undefined || !isRecord(value)) return value
  return Object.fromEntries(Object.entries(kind.properties).map(([name, inner]) => [name, inOrder(inner, value[name])]))
}

function faultsOfFields(
  properties: Readonly<Record<string, FieldSchema>>,
  value: Readonly<Record<string, unknown>>,
  path: readonly string[],
): readonly Fault[] {
  const known = Object.entries(properties).flatMap(([name, inner]) => {
    const given = Object.hasOwn(value, name) ? value[name] : undefined
    return inner.optional && given === undefined ? [] : faultsIn(inner, given, [...path, name])
  })
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name))
  return [...known, ...unknown.map((name) => ({ path: [...path, name], isUnknown: true }))]
}

function isPlainValue(schema: FieldSchema, value: unknown): boolean {
  if (schema.const !== undefined) return value === schema.const
  switch (schema.type) {
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'string':
      if (typeof value !== 'string' || value.length < (schema.minLength ?? 0)) return false
      return schema.enum === undefined || schema.enum.includes(value)
    case 'integer':
      return Number.isSafeInteger(value) && isWithin(schema, value)
    default:
      return Number.isFinite(value) && isWithin(schema, value)
  }
}

function isWithin(
  { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity }: FieldSchema,
  value: unknown,
): boolean {
  return (
    typeof value === 'number' &&
    value >= minimum &&
    value <= maximum &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
