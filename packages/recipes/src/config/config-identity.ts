/** The fields that the numbers of a run do not depend on: its length, the number of checkpoints to keep, and its label. */
const NOT_IDENTITY: ReadonlySet<string> = new Set(['iterations', 'preset', 'checkpoints'])

/**
 * Everything in a config that the numbers of a run depend on, as canonical JSON, from which its digest is made. A config of any
 * version is taken as it stands in its file, so that a digest never changes.
 */
export function configIdentity(raw: object): string {
  return canonicalJson(Object.fromEntries(Object.entries(raw).filter(([field]) => !NOT_IDENTITY.has(field))))
}

/** JSON whose keys are sorted, so that the order in a file does not matter. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}
