/** A short rendering of any value for an error message. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `a string of length ${value.length}` : JSON.stringify(value)
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value)
      ? `an array of length ${value.length}`
      : `a ${Object.prototype.toString.call(value).slice(8, -1)}`
  }
  return typeof value === 'function' ? 'a function' : String(value)
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
