import { z } from 'zod'
import { spreadOf } from '../measure/statistics.ts'

/** Samples in the order of the rounds, with their spread. */
const series = z
  .strictObject({
    median: z.number(),
    min: z.number(),
    max: z.number(),
    samples: z.array(z.number().positive()).min(1),
  })
  .refine(
    ({ samples, ...stated }) => {
      const { median, min, max } = spreadOf(samples)
      return stated.median === median && stated.min === min && stated.max === max
    },
    { error: 'median, min and max are not those of the samples' },
  )

/** The same for numbers that can be 0, such as a part that is too short for the clock. */
const parts = z.strictObject({
  median: z.number(),
  min: z.number(),
  max: z.number(),
  samples: z.array(z.number().nonnegative()).min(1),
})

const contestant = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Threads that never wait for each other. */
  busyThreads: z.int().positive().default(1),
  /** In the suite's unit. */
  total: series,
  /** The parts that it can tell apart within the total, in the same unit. */
  parts: z.record(z.string(), parts),
  /** Processor seconds of all its threads in a second: about 1 where one thread had a core to itself. */
  coresUsed: parts,
  /** The most memory that its process held, preparation included. */
  peakMemoryMiB: z.number().nonnegative(),
})

const comparison = z.strictObject({
  /** Ids of two contestants of the suite. */
  of: z.string(),
  to: z.string(),
  /** How many times as fast `of` is as `to`, round by round. */
  timesAsFast: series,
  /** The same per processor second, which remains of use when other work took the cores away. */
  perCore: series,
})

const gain = z.strictObject({
  /** Ids of two contestants at the same work: with several workers, and with one. */
  of: z.string(),
  to: z.string(),
  workers: z.int().positive(),
  /** How many times as fast `of` is as `to`, round by round. */
  timesAsFast: series,
  /** The same per processor second: below 1, several workers have more to do than one. */
  perCore: series,
  /** The same of each part that is never too short for the clock. */
  parts: z.record(z.string(), series),
  /** The contestants whose gain is the most that can be reached; when this is null, the number of workers is. */
  bound: z.strictObject({ of: z.string(), to: z.string() }).nullable(),
  /** The gain over that bound, round by round. */
  efficiency: series,
})

const suite = z.strictObject({
  name: z.string().min(1),
  title: z.string(),
  unit: z.enum(['steps/s', 's']),
  /** The contestant that all others are compared with beside their figures. */
  yardstick: z.string().nullable().default(null),
  /** Suites of equal `table` are rows of one table of ratios to their yardsticks. */
  overview: z.strictObject({ table: z.string(), row: z.string() }).nullable().default(null),
  contestants: z.array(contestant).min(1),
  comparisons: z.array(comparison),
  /** The gains of several workers over one. */
  gains: z.array(gain).default([]),
  notes: z.array(z.string()),
})

const machine = z.strictObject({
  processor: z.string(),
  cores: z.int().positive(),
  memoryGiB: z.number().positive(),
  system: z.string(),
  node: z.string(),
  v8: z.string(),
  python: z.string().nullable(),
  /** Mean number of runnable processes over the last minute, before and after; null where the system does not say. */
  loadBefore: z.number().nullable(),
  loadAfter: z.number().nullable(),
})

/** The format of `bench --json`. */
export const resultsSchema = z.strictObject({
  format: z.literal('trpo-bench'),
  /** Version 1 had no models, yardsticks and overviews, version 2 no gains; both are read as a version 3 with none. */
  version: z.literal([1, 2, 3]).transform((): 3 => 3),
  command: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  seconds: z.number().nonnegative(),
  /** The git commit of the code, `unknown` outside of a checkout; `-dirty` when files were changed. */
  commit: z.string(),
  machine,
  settings: z.strictObject({
    repeats: z.int().positive(),
    seconds: z.number().positive(),
    models: z.array(z.string()).default([]),
    networks: z.array(z.string()).min(1),
    steps: z.int().positive(),
    smallRows: z.int().positive(),
    rows: z.int().positive(),
    scalingRows: z.int().positive().default(1),
    imageRows: z.int().positive().default(1),
    threads: z.int().positive(),
    workers: z.int().positive().default(1),
  }),
  suites: z.array(suite),
  notes: z.array(z.string()),
})

/** The results of a run of `bench`. */
export type Results = z.infer<typeof resultsSchema>
/** The results of a suite. */
export type SuiteResults = z.infer<typeof suite>
/** One contestant's results. */
export type ContestantResults = z.infer<typeof contestant>
/** The gains of several workers over one. */
export type GainResults = z.infer<typeof gain>
/** A series of samples with its spread. */
export type Series = z.infer<typeof parts>
/** Facts about the machine. */
export type Machine = z.infer<typeof machine>
