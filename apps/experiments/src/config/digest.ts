import { createHash } from 'node:crypto'
import type { Config } from './schema.ts'

/**
 * SHA-256 of all in a config that a run's numbers depend on: not how many iterations it has, how many checkpoints are
 * kept, or what the preset was called. A run can be continued under configs with an equal digest only.
 */
export function configDigest(config: Config): string {
  const { iterations: _iterations, preset: _preset, checkpoints: _checkpoints, ...identity } = config
  return createHash('sha256').update(canonical(identity)).digest('hex')
}

/** JSON whose keys are sorted, so that the order in a file does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
