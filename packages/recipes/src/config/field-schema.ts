import { z } from 'zod'
import { configSchema } from './schema.ts'

/** The part of a JSON schema that the config can have. */
export interface FieldSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly items?: FieldSchema
  readonly anyOf?: readonly FieldSchema[]
  /** The kinds of a section. */
  readonly oneOf?: readonly FieldSchema[]
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly description?: string
  /** Of a kind: what its section is changed into. */
  readonly default?: unknown
}

/** The config as a JSON schema, made from what validates it. */
export const configJsonSchema: FieldSchema = z.toJSONSchema(configSchema) as FieldSchema

/** The field that tells the kinds of a section apart: the one that is a constant in each. Undefined for what is no such section. */
export function tagOf({ oneOf }: FieldSchema): string | undefined {
  return Object.entries(oneOf?.[0]?.properties ?? {}).find(([, inner]) => inner.const !== undefined)?.[0]
}

/** The kind of a section that a value of its tag names. */
export function kindOf(schema: FieldSchema, tag: string, value: unknown): FieldSchema | undefined {
  return schema.oneOf?.find(({ properties }) => properties?.[tag]?.const === value)
}

/** What a schema takes, in words: `a whole number from 1 to 1000`, `"tanh" or "relu"`. */
export function inWords(schema: FieldSchema): string {
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
