import type { TrainingRecord } from '@trpo/core'
import { z } from 'zod'

const count = z.int().min(0)
const known = z.number().nullable()
const seconds = z.number().min(0)

/** A line of metrics.jsonl: a `TrainingRecord` of `@trpo/core`. What a training adds to it may stand there. */
export const recordSchema: z.ZodType<TrainingRecord> = z.looseObject({
  iteration: z.int().min(1),
  steps: count,
  totalSteps: count,
  meanReward: z.number(),
  episodes: z.looseObject({
    count,
    terminated: count,
    truncated: count,
    cut: count,
    meanReturn: known,
    stdReturn: known,
    minReturn: known,
    maxReturn: known,
    meanLength: known,
  }),
  update: z.object({ status: z.string() }).catchall(z.union([known, z.string()])),
  evaluation: z
    .looseObject({ meanReturn: z.number(), policy: z.enum(['last', 'average']), actions: z.enum(['sample', 'mode']) })
    .exactOptional(),
  timings: z.object({ total: seconds }).catchall(seconds),
})
