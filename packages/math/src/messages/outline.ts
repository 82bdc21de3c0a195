/**
 * The kind of a value where its contents would say too much in an error message: `an array of length 3`, `a Float64Array`.
 * Numbers and short strings are given as they are, and of a long string the first 60 characters.
 */
export function outline(value: unknown): string {
  if (typeof value === 'string')
    return value.length > 60 ? `${JSON.stringify(value.slice(0, 60))}...` : JSON.stringify(value)
  if (Array.isArray(value)) return `an array of length ${value.length}`
  if (typeof value === 'object' && value !== null) return `a ${Object.prototype.toString.call(value).slice(8, -1)}`
  return typeof value === 'function' ? 'a function' : String(value)
}
