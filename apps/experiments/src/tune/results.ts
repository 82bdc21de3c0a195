import { counted } from '@trpo/math/messages'
import type { SweepRunState } from '@trpo/runs'
import { curvePoints, learningFigures, readMetrics, runPaths, type SampleSpread, sampleSpread } from '@trpo/runs'
import { hasIterations } from '../sweep/has-iterations.ts'
import type { Candidate } from './candidates.ts'

/** What a candidate has come to after so many iterations. */
export interface CandidateResult {
  readonly candidate: Candidate
  /** Those of the round; a run that its evaluations ended has had fewer. */
  readonly iterations: number
  /** The return of each seed, as `trpo compare` has it: the mean over the last five iterations; null where no episode ended. */
  readonly returns: readonly (number | null)[]
  /** Over the seeds; null where one has failed or has no return: such a candidate takes part no more. */
  readonly spread: SampleSpread | null
  /** Why it takes part no more. */
  readonly fault?: string | undefined
}

/** Reads what a candidate has come to. Records after `iterations`, of a run that a later round has continued, do not count. */
export async function resultOf(
  candidate: Candidate,
  iterations: number,
  states: ReadonlyMap<string, SweepRunState>,
): Promise<CandidateResult> {
  const returns: (number | null)[] = []
  let fault: string | undefined
  for (const { name } of candidate.runs) {
    const state = states.get(name)
    const records = state?.summary === undefined ? [] : await recordsOf(state.directory, iterations)
    const { lastReturn } = learningFigures(curvePoints(records))
    returns.push(lastReturn)
    if (records.length < iterations && !(state !== undefined && (await hasIterations(state, iterations))))
      fault ??= `${name}: ${state?.reason ?? `it has ${counted(records.length, 'iteration')}`}`
    else if (lastReturn === null) fault ??= `${name}: no episode ended in its last iterations`
  }
  const known = returns.flatMap((value) => value ?? [])
  return { candidate, iterations, returns, spread: fault === undefined ? sampleSpread(known) : null, fault }
}

async function recordsOf(directory: string, iterations: number) {
  return (await readMetrics(runPaths(directory).metrics)).filter(({ iteration }) => iteration <= iterations)
}
