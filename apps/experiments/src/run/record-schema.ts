import { z } from 'zod'

const count = z.int().min(0)
const known = z.number().nullable()
const seconds = z.number().min(0)

/** A line of metrics.jsonl: an `IterationRecord` of `@trpo/core`. Fields of later versions are let through. */
export const recordSchema = z.looseObject({
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
  entropy: known,
  advantageMean: z.number(),
  advantageStd: z.number(),
  explainedVariance: known,
  update: z.looseObject({
    status: z.string(),
    surrogateBefore: z.number(),
    surrogateAfter: known,
    expectedImprovement: known,
    kl: known,
    gradientNorm: known,
    stepNorm: known,
    backtracks: count,
    products: count,
    residual: known,
    klWithNormalizer: known,
  }),
  timings: z.looseObject({
    sample: seconds,
    estimate: seconds,
    gradient: seconds,
    fisher: seconds,
    evaluate: seconds,
    total: seconds,
  }),
})
