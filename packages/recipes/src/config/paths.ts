/** The fields of a value; none where it is not an object. */
export function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The value at a path inside a value; undefined where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let inner = value
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined
    inner = Object.entries(inner).find(([name]) => name === key)?.[1]
  }
  return inner
}

/** A copy of a value with another value at a path. Objects that are missing on the way are made. */
export function withValue(target: unknown, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value
  const [key, ...rest] = path
  const fields = fieldsIn(target)
  const inner = Object.hasOwn(fields, key) ? fields[key] : undefined
  return Object.fromEntries([
    ...Object.entries(fields).filter(([name]) => name !== key),
    [key, withValue(inner, rest, value)],
  ])
}
