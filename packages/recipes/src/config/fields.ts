import { z } from 'zod'
import { configSchema } from './schema.ts'

/** The part of a JSON schema that one of our fields can have. */
export interface FieldSchema {
  /** `integer`, `number`, `boolean`, `string`, `array` or `null`. */
  readonly type?: string
  /** The only value there is. */
  readonly const?: unknown
  /** The texts to choose from. */
  readonly enum?: readonly string[]
  /** The least value. */
  readonly minimum?: number
  /** The greatest value. */
  readonly maximum?: number
  /** What values lie above. */
  readonly exclusiveMinimum?: number
  /** What values lie below. */
  readonly exclusiveMaximum?: number
  /** What the entries of a list are. */
  readonly items?: FieldSchema
  /** The kinds of value to choose from. */
  readonly anyOf?: readonly FieldSchema[]
}

/** One field of the config. */
export interface Field {
  /** Its dotted name, such as `algorithm.maxKl`. */
  readonly path: string
  /** What values it takes, as a schema. */
  readonly schema: FieldSchema
  /** What values it takes, in words. */
  readonly expected: string
  /** What it means, in a sentence or two. */
  readonly description: string
}

interface ObjectSchema extends FieldSchema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, ObjectSchema>>
}

/** All fields of the config in the order of the schema, made from it. */
export const configFields: readonly Field[] = fieldsOf('', z.toJSONSchema(configSchema) as ObjectSchema)

/** The fields as a table in Markdown: the README holds it, and a test compares the two. */
export function fieldsTable(): string {
  const rows = configFields.map(
    ({ path, expected, description }) => `| \`${path}\` | ${cell(expected)} | ${cell(description)} |`,
  )
  return ['| field | values | meaning |', '|---|---|---|', ...rows].join('\n')
}

/** The field of that name, if there is one. */
export function fieldAt(path: string): Field | undefined {
  return configFields.find((field) => field.path === path)
}

/** Bars would end a cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function fieldsOf(prefix: string, schema: ObjectSchema): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (inner.properties !== undefined) return fieldsOf(path, inner)
    return [{ path, schema: inner, expected: inWords(inner), description: inner.description ?? '' }]
  })
}

/** `a whole number from 1 to 1000`, `"tanh" or "relu"`, ... */
function inWords(schema: FieldSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(inWords).join(', or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return oneOf(schema.enum.map((value) => JSON.stringify(value)))
  switch (schema.type) {
    case 'null':
      return 'null'
    case 'boolean':
      return 'true or false'
    case 'string':
      return 'a text'
    case 'array':
      return `a list of numbers, each ${inWords(schema.items ?? {})}`
    case 'integer':
      return `a whole number${range(schema)}`
    default:
      return `a number${range(schema)}`
  }
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: FieldSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  const bounds = [
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    minimum === undefined ? '' : `of at least ${minimum}`,
    exclusiveMaximum === undefined ? '' : `below ${exclusiveMaximum}`,
    maximum === undefined ? '' : `at most ${maximum}`,
  ].filter((bound) => bound !== '')
  return bounds.length === 0 ? '' : ` ${bounds.join(' and ')}`
}

function oneOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`
}
