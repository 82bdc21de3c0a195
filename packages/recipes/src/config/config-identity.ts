/** Fields that the numbers of a run do not depend on: how long it is, how many checkpoints are kept, what it is called. */
const NOT_IDENTITY: ReadonlySet<string> = new Set(['iterations', 'preset', 'checkpoints'])

/**
 * All in a config that the numbers of a run depend on, as canonical JSON: what its digest is to be made of. A config of any
 * version is taken as it stands in its file, so that what was digested once stays the same.
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
