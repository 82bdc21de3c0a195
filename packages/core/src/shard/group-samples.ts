import { listed } from '@trpo/math/messages'
import type { Policy } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import type { Fill, FillableSamples, GroupSamples } from '../passes/pass.ts'

/**
 * The columns of a shard, with one number or several for each row. They are kept from batch to batch, so that an iteration
 * allocates none.
 */
export interface ColumnStore {
  /** Numbers that a column has for each row; 1 until a fill says otherwise. */
  width(name: string): number
  /** The array of a column for `rows` rows, made when there is none or it is too short. */
  array(name: string, rows: number): Float64Array
  /** Says how wide a column is. Throws an Error where a fill has said otherwise. */
  setWidth(name: string, width: number): void
  /** What was computed once for a lane group, in this batch or an earlier one, under the function that computed it. */
  lastOf(group: number): Map<unknown, unknown>
}

export function columnStore(): ColumnStore {
  const arrays = new Map<string, Float64Array>()
  const widths = new Map<string, number>()
  const lasts = new Map<number, Map<unknown, unknown>>()
  const width = (name: string): number => widths.get(name) ?? 1
  return {
    width,
    array(name, rows) {
      const length = rows * width(name)
      const there = arrays.get(name)
      if (there !== undefined && there.length >= length) return there
      const made = new Float64Array(length)
      arrays.set(name, made)
      return made
    },
    setWidth(name, given) {
      const first = widths.get(name) ?? given
      if (first !== given)
        throw new Error(
          `a fill writes ${given} numbers a row to the column ${name}, and another one ${first}; give them two names`,
        )
      widths.set(name, given)
    },
    lastOf(group) {
      const there = lasts.get(group) ?? new Map<unknown, unknown>()
      lasts.set(group, there)
      return there
    },
  }
}

/** The samples of each lane group of a batch. A column can be read once a fill has finished it, and written by its fill. */
export interface BatchSamples<B extends Batch> {
  /** The groups in the order of their rows. */
  readonly groups: readonly GroupSamples<B>[]
  /** The same groups for a fill. */
  fillable(fill: Pick<Fill<B, never, unknown>, 'fills' | 'width'>): readonly FillableSamples<B>[]
  /** Notes that the columns are whole now. */
  filled(columns: readonly string[]): void
}

export function batchSamples<B extends Batch>(batch: B, policy: Policy, columns: ColumnStore): BatchSamples<B> {
  const whole = new Set<string>()
  const memos: Map<unknown, unknown>[] = []
  const groups = batch.groups.map((rows: B['groups'][number]): GroupSamples<B> => {
    const memo = new Map<unknown, unknown>()
    const last = columns.lastOf(rows.group)
    memos.push(memo)
    const samples: GroupSamples<B> = {
      batch,
      rows,
      policy,
      column(name) {
        if (!whole.has(name))
          throw new Error(
            `the column ${name} has not been filled for this batch; run the pass that fills it first (there are ${listed([...whole])})`,
          )
        return columns.array(name, batch.rows)
      },
      width: columns.width,
      once<T>(make: (of: GroupSamples<B>, last: T | undefined) => T): T {
        // The value under a function is what that function gave.
        if (!memo.has(make)) {
          const made = make(samples, last.get(make) as T | undefined)
          memo.set(make, made)
          last.set(make, made)
        }
        return memo.get(make) as T
      },
    }
    return samples
  })
  return {
    groups,
    fillable({ fills: own, width }) {
      for (const name of own) columns.setWidth(name, width?.(name, batch) ?? 1)
      return groups.map((samples) => ({
        ...samples,
        fill(name) {
          if (!own.includes(name))
            throw new Error(`a fill writes the column ${name}, and it says that it fills ${listed(own)}`)
          return columns.array(name, batch.rows)
        },
      }))
    },
    filled(own) {
      for (const name of own) whole.add(name)
      // What was computed once may have read these columns.
      for (const memo of memos) memo.clear()
    },
  }
}
