import { type HalvingRound, halvingRounds, type SpaceAxis } from '@trpo/runs'
import { z } from 'zod'

/** What `trpo tune` is asked for, as plain JSON: equal questions have equal candidates. */
export interface AskedTune {
  readonly kind: 'tune'
  /** A preset, or a config file. */
  readonly preset?: string | undefined
  /** The module of an environment. */
  readonly env?: string | undefined
  /** Settings that all candidates share, as `--set` takes them. */
  readonly settings: readonly string[]
  readonly space: readonly SpaceAxis[]
  /** How many candidates there are; the first is what is given, as it is. */
  readonly candidates: number
  /** Seeds that each candidate is trained with. */
  readonly seeds: readonly number[]
  /** Whether all candidates are trained to the end, or the best of each round go on. */
  readonly method: 'random' | 'halving'
  /** The factor of successive halving. */
  readonly factor: number
  /** Iterations of the last round. */
  readonly iterations: number
  /** The seed of the draws of candidates. */
  readonly drawSeed: number
  /**
   * What a candidate is judged by: the returns of its training, or the last evaluation.
   * @default 'training'
   */
  readonly score?: TuneScore | undefined
}

/** What candidates can be judged by. */
const TUNE_SCORES = ['training', 'evaluation'] as const

/** One of them. */
export type TuneScore = (typeof TUNE_SCORES)[number]

const name = z.string()
const schema: z.ZodType<AskedTune> = z.object({
  kind: z.literal('tune'),
  preset: z.string().optional(),
  env: z.string().optional(),
  settings: z.array(z.string()),
  space: z.array(
    z.union([
      z.object({ name, values: z.array(z.string()).min(1) }),
      z.object({ name, scale: z.enum(['linear', 'log']), whole: z.boolean(), low: z.number(), high: z.number() }),
    ]),
  ),
  candidates: z.int().min(1),
  seeds: z.array(z.int()).min(1),
  method: z.enum(['random', 'halving']),
  factor: z.int().min(2),
  iterations: z.int().min(1),
  drawSeed: z.int().min(0),
  score: z.enum(TUNE_SCORES).optional(),
})

/** What a search was asked for, as it stands in sweep.json; undefined for what no search was asked for. */
export function askedTune(asked: unknown): AskedTune | undefined {
  const result = schema.safeParse(asked)
  return result.success ? result.data : undefined
}

/** The rounds of a search: one for random search. */
export function roundsOf({ method, candidates, iterations, factor }: AskedTune): readonly HalvingRound[] {
  return method === 'random' ? [{ candidates, iterations }] : halvingRounds({ candidates, iterations, factor })
}
