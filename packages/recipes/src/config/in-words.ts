import type { FieldSchema } from '../kinds/field-schema.ts'

/** The values that a schema takes, in words: `a whole number from 1 to 1000`, `"tanh" or "relu"`. */
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

/** `a, b or c`. */
export function oneOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`
}
