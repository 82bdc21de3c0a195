import type { FieldSchema } from '../kinds/field-schema.ts'

/** The value that a text means for a field. A text that means none is returned itself, so that validation can name it. */
export function typed(text: string, schema: FieldSchema): unknown {
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
