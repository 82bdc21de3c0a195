import type { Lanes } from '@trpo/envs'
import { expectThat } from '@trpo/math/expectations'
import type { Batch } from '@trpo/samplers'
import { inProcessShard } from '../run/in-process-shard.ts'
import { bitsBetween, bitsOf } from './bits.ts'
import { type PassConformanceSubject, traced } from './iteration.ts'
import { columnOf, type Watch, watchedParts } from './watched-parts.ts'

/**
 * Throws when a pass changes something that is not its own: a field of the batch (rewards and segments among them), the policy, a
 * column that it does not name, or rows of another group.
 */
export async function columnsKept<B extends Batch, L extends Lanes>({
  parts,
  createLanes,
}: PassConformanceSubject<B, L>): Promise<void> {
  const filled = new Set<string>()
  const watch: Watch<B> = (pass, samples, over) => {
    const { batch, rows, policy } = samples
    const own = pass.fills ?? []
    /** Everything that must stay, by its name in a message. */
    const bits = (): ReadonlyMap<string, number> => {
      const found = new Map<string, number>()
      for (const [field, value] of Object.entries(batch)) found.set(`${field} of the batch`, bitsOf(value))
      found.set('theta of the policy', bitsOf(policy.theta))
      for (const name of filled)
        if (!own.includes(name)) found.set(`the column ${name}`, bitsOf(columnOf(pass, samples, name)))
      for (const name of own) {
        const column = columnOf(pass, samples, name)
        found.set(`rows of ${name} before those of the group`, bitsBetween(column, 0, rows.start * samples.width(name)))
        found.set(
          `rows of ${name} after those of the group`,
          bitsBetween(column, rows.end * samples.width(name), batch.rows * samples.width(name)),
        )
      }
      return found
    }
    const before = bits()
    const result = over()
    for (const [what, hash] of bits())
      expectThat(hash === before.get(what), `${pass.name} changed ${what}; it fills ${own.join(', ') || 'nothing'}`)
    for (const name of own) filled.add(name)
    return result
  }
  await traced(parts, [inProcessShard(watchedParts(parts, watch), createLanes)])
}
