/** Data that crosses every port: what `structuredClone` copies and every worker understands. */
export type Plain =
  | null
  | undefined
  | boolean
  | number
  | string
  | Float64Array
  | readonly Plain[]
  | { readonly [field: string]: Plain }

/** A copy of the data, since whoever holds the original may write to it. */
export function copyOfPlain(value: Plain): Plain {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Float64Array) return value.slice()
  if (isList(value)) return value.map(copyOfPlain)
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, copyOfPlain(inner)]))
}

function isList(value: readonly Plain[] | { readonly [field: string]: Plain }): value is readonly Plain[] {
  return Array.isArray(value)
}
