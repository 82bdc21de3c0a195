import type { Policy } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import type { FillableSamples, GroupSamples } from '../passes/pass.ts'

/** The columns of a shard: one number a row, or several, kept from batch to batch so that an iteration allocates none. */
export interface ColumnStore {
  /** The array of a column for `length` numbers, made when there is none or it is too short. */
  array(name: string, length: number): Float64Array
}

export function columnStore(): ColumnStore {
  const arrays = new Map<string, Float64Array>()
  return {
    array(name, length) {
      const there = arrays.get(name)
      if (there !== undefined && there.length >= length) return there
      const made = new Float64Array(length)
      arrays.set(name, made)
      return made
    },
  }
}

/** The samples of each lane group of a batch. A column can be read once a fill has finished it, and written by its fill. */
export interface BatchSamples<B extends Batch> {
  /** The groups in the order of their rows. */
  readonly groups: readonly GroupSamples<B>[]
  /** The same groups for a fill, which writes these columns. */
  fillable(columns: readonly string[]): readonly FillableSamples<B>[]
  /** The columns are whole now. */
  filled(columns: readonly string[]): void
}

export function batchSamples<B extends Batch>(batch: B, policy: Policy, columns: ColumnStore): BatchSamples<B> {
  const whole = new Set<string>()
  const widths = new Map<string, number>()
  const memos: Map<unknown, unknown>[] = []
  const groups = batch.groups.map((rows: B['groups'][number]): GroupSamples<B> => {
    const memo = new Map<unknown, unknown>()
    memos.push(memo)
    const samples: GroupSamples<B> = {
      batch,
      rows,
      policy,
      column(name) {
        if (!whole.has(name))
          throw new Error(
            `the column ${name} has not been filled for this batch; run the pass that fills it first (there are ${[...whole].join(', ') || 'none'})`,
          )
        return columns.array(name, batch.rows * (widths.get(name) ?? 1))
      },
      width: (name) => widths.get(name) ?? 1,
      once<T>(make: (of: GroupSamples<B>) => T): T {
        if (!memo.has(make)) memo.set(make, make(samples))
        // What is kept under a function is what that function gave.
        return memo.get(make) as T
      },
    }
    return samples
  })
  return {
    groups,
    fillable: (own) =>
      groups.map((samples) => ({
        ...samples,
        fill(name, width = 1) {
          if (!own.includes(name))
            throw new Error(`a fill writes the column ${name}, and it says that it fills ${own.join(', ')}`)
          const first = widths.get(name)
          if (first !== undefined && first !== width)
            throw new Error(`a fill writes ${width} numbers a row to the column ${name}, which has ${first}`)
          widths.set(name, width)
          return columns.array(name, batch.rows * width)
        },
      })),
    filled(own) {
      for (const name of own) whole.add(name)
      // What was computed once may have read these columns.
      for (const memo of memos) memo.clear()
    },
  }
}
