import type { Batch } from '@trpo/samplers'
import { inOrder } from '../passes/combine.ts'
import type { Pass } from '../passes/pass.ts'
import type { Plain } from '../passes/plain.ts'

/** The bits of what passes may read, as they stand: of each column named, and of the arrays of the batch. The argument is the names. */
export const columnBits: Pass<Batch, [readonly Plain[]], readonly Float64Array[]> = {
  name: 'conformance/columns',
  over({ batch, rows, column, width }, names) {
    const { observations, actions, mu } = batch
    const size = rows.end - rows.start
    const columns = names.map(String).map((name) => hashOf(column(name), rows.start * width(name), size * width(name)))
    return Float64Array.of(
      hashOf(observations, 0, batch.rows * batch.observationSize),
      hashOf(actions, 0, batch.rows * batch.actionsPerState * batch.actionSize),
      hashOf(mu, 0, batch.rows * batch.parameterSize),
      ...columns,
    )
  },
  combine: inOrder,
}

/** FNV-1a over the halves of each number. */
function hashOf(values: ArrayLike<number>, first: number, count: number): number {
  const number = new Float64Array(1)
  const halves = new Uint32Array(number.buffer)
  let hash = 0x811c9dc5
  for (let i = first; i < first + count; i++) {
    number[0] = values[i]
    for (const half of halves) hash = Math.imul(hash ^ half, 0x01000193)
    // The upper bits of a product reach the lower ones only by a shift.
    hash ^= hash >>> 15
  }
  return hash >>> 0
}
