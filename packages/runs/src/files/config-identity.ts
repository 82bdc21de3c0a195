import { createHash } from 'node:crypto'

/** What every config says, whatever else is in it. */
export interface RunConfig {
  /** How many iterations the run has when it is finished. */
  readonly iterations: number
  /** How many checkpoints are kept. */
  readonly checkpoints: {
    /** The latest so many, at least 1; older ones are deleted. */
    readonly keep: number
  }
  /** Its name in lists. */
  readonly preset?: string
}

/** The fields that the numbers of a run do not depend on: its length, the number of checkpoints to keep, and its label. */
const NOT_IDENTITY: ReadonlySet<string> = new Set(['iterations', 'preset', 'checkpoints'])

/**
 * SHA-256 of everything in a config that a run's numbers depend on. A run can be continued only under configs with an equal
 * digest. A config of any version is digested as it stands in its file, so that its digest stays the same.
 */
export function configDigest(config: object): string {
  const identity = Object.fromEntries(Object.entries(config).filter(([field]) => !NOT_IDENTITY.has(field)))
  return createHash('sha256').update(canonicalJson(identity)).digest('hex')
}

/** JSON whose keys are sorted, so that the order in a file does not matter. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}
