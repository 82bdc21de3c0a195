import type { TrainingRecord } from '@trpo/core'
import { counted } from '@trpo/math/messages'
import type { SweepRunState } from '@trpo/runs'
import {
  curvePoints,
  evaluationsOf,
  learningFigures,
  readMetrics,
  runPaths,
  type SampleSpread,
  sampleSpread,
} from '@trpo/runs'
import { hasIterations } from '../sweep/has-iterations.ts'
import type { TuneScore } from './asked-tune.ts'
import type { Candidate } from './candidates.ts'

/** What a candidate has come to after so many iterations. */
export interface CandidateResult {
  readonly candidate: Candidate
  /** Those of the round; a run that its evaluations ended has had fewer. */
  readonly iterations: number
  /**
   * The score of each seed: the return as `trpo compare` has it, the mean over the last five iterations, null where no episode
   * ended; or the return of the last evaluation, null where there was none.
   */
  readonly returns: readonly (number | null)[]
  /** Over the seeds; null where one has failed or has no return: such a candidate takes part no more. */
  readonly spread: SampleSpread | null
  /** Why it takes part no more. */
  readonly fault?: string | undefined
}

/** How a run is judged, and why it is not where it has no score. */
const SCORES: Readonly<
  Record<TuneScore, { readonly of: (records: readonly TrainingRecord[]) => number | null; readonly none: string }>
> = {
  training: {
    of: (records) => learningFigures(curvePoints(records)).lastReturn,
    none: 'no episode ended in its last iterations',
  },
  evaluation: {
    of: (records) => evaluationsOf(records).at(-1)?.meanReturn ?? null,
    none: 'it was not evaluated in these iterations; evaluate more often (--set evaluation.every=<n>)',
  },
}

/** Reads what a candidate has come to. Records after `iterations`, of a run that a later round has continued, do not count. */
export async function resultOf(
  candidate: Candidate,
  iterations: number,
  states: ReadonlyMap<string, SweepRunState>,
  score: TuneScore = 'training',
): Promise<CandidateResult> {
  const returns: (number | null)[] = []
  let fault: string | undefined
  for (const { name } of candidate.runs) {
    const state = states.get(name)
    const records = state?.summary === undefined ? [] : await recordsOf(state.directory, iterations)
    const found = SCORES[score].of(records)
    returns.push(found)
    if (records.length < iterations && !(state !== undefined && (await hasIterations(state, iterations))))
      fault ??= `${name}: ${state?.reason ?? `it has ${counted(records.length, 'iteration')}`}`
    else if (found === null) fault ??= `${name}: ${SCORES[score].none}`
  }
  const known = returns.flatMap((value) => value ?? [])
  return { candidate, iterations, returns, spread: fault === undefined ? sampleSpread(known) : null, fault }
}

async function recordsOf(directory: string, iterations: number) {
  return (await readMetrics(runPaths(directory).metrics)).filter(({ iteration }) => iteration <= iterations)
}
