import type { Lanes } from '@trpo/envs'
import { expectThat } from '@trpo/math/expectations'
import type { Batch } from '@trpo/samplers'
import { type EstimatorConformanceSubject, estimatesOf } from './estimates.ts'
import { columnOf, type Watch, watchedParts } from './watched-parts.ts'

/**
 * Throws when a fill leaves a row of one of its columns unwritten, or a number in it that is not finite. A column holds NaN before
 * the first fill of an iteration that names it: what was there before is nothing to rely on.
 */
export async function columnsWritten<B extends Batch, L extends Lanes>({
  parts,
  createLanes,
}: EstimatorConformanceSubject<B, L>): Promise<void> {
  const begun = new Set<string>()
  const watch: Watch<B> = (pass, samples, over) => {
    const { group, start, end } = samples.rows
    for (const name of pass.fills ?? []) {
      const key = `${name} of group ${group}`
      if (!begun.has(key)) samples.fill?.(name).fill(Number.NaN, start * samples.width(name), end * samples.width(name))
      begun.add(key)
    }
    const result = over()
    for (const name of pass.fills ?? []) {
      const column = columnOf(pass, samples, name)
      const width = samples.width(name)
      for (let i = start * width; i < end * width; i++)
        expectThat(
          Number.isFinite(column[i]),
          `${pass.name} left ${column[i]} in row ${Math.floor(i / width)} of the column ${name}, which held NaN before; expected a finite number in every row of the group`,
        )
    }
    return result
  }
  await estimatesOf({ parts: watchedParts(parts, watch), createLanes }, () => begun.clear())
}
