import type { Batch } from '@trpo/samplers'
import type { Shards } from '../shard/shards.ts'
import type { Timings } from './training-record.ts'

/** Milliseconds from any fixed moment. */
export type Clock = () => number

/** Parts of an iteration by the names of what shards do in them: the beginning of a pass's name, or `collect`. */
const PARTS = {
  collect: 'sample',
  'estimate/': 'estimate',
  'surrogate/gradient': 'gradient',
  'fisher/': 'fisher',
  'surrogate/': 'evaluate',
} as const

/** Seconds that shards take in each part of an iteration. */
export interface Stopwatch {
  /** The same shards, timed. */
  timed<B extends Batch>(shards: Shards<B>): Shards<B>
  /** What it has come to. */
  timings(): Timings
}

/** A stopwatch that starts now. */
export function stopwatch(clock: Clock): Stopwatch {
  const began = clock()
  const seconds: Record<string, number> = { sample: 0, estimate: 0, gradient: 0, fisher: 0, evaluate: 0 }
  const measure = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const part = Object.entries(PARTS).find(([beginning]) => name.startsWith(beginning))?.[1]
    const start = clock()
    try {
      return await work()
    } finally {
      if (part !== undefined) seconds[part] += (clock() - start) / 1000
    }
  }
  return {
    timed: (shards) => ({
      collect: (request) => measure('collect', () => shards.collect(request)),
      run: (pass, ...args) => measure(pass.name, () => shards.run(pass, ...args)),
    }),
    timings: () => ({ ...seconds, total: (clock() - began) / 1000 }),
  }
}
