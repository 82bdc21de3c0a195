import {
  bestOf,
  displayPath,
  type HalvingRound,
  makeFolder,
  readFailures,
  type Sweep,
  type SweepRunState,
  sweepPaths,
  withSweep,
  writeFailures,
} from '@trpo/runs'
import { InputError } from '../errors.ts'
import { trainAll } from '../sweep/do-sweep.ts'
import { failureLog } from '../sweep/failure-log.ts'
import { hasIterations } from '../sweep/has-iterations.ts'
import { pendingRuns } from '../sweep/pending-runs.ts'
import { coreShares } from '../sweep/run-cores.ts'
import { runStates } from '../sweep/run-states.ts'
import { type AskedTune, askedTune, roundsOf } from './asked-tune.ts'
import { type Candidate, candidatesOf } from './candidates.ts'
import { type CandidateResult, resultOf } from './results.ts'

/** The command that resumes a search. */
const TUNE_RESUME = 'trpo tune'

/** A search to do. */
export interface TuneToDo {
  /** Its folder, which is that of a sweep of all its runs. */
  readonly directory: string
  /** What is asked for; undefined to resume what is in the folder. */
  readonly sweep: Sweep | undefined
  readonly jobs: number | undefined
  /** Whether runs that failed are tried again. */
  readonly retry: boolean
  /** Hears of every round before it begins. */
  readonly introduce: (asked: AskedTune, round: HalvingRound, index: number, candidates: number) => void
}

/** How a search stands when it has ended or was stopped. */
export interface TuneOutcome {
  readonly asked: AskedTune
  /** The folder that paths in its words are relative to. */
  readonly startedIn: string
  /** What every candidate came to in the last round that it was in, the best first. */
  readonly results: readonly CandidateResult[]
  /** Why it has ended before its last round; undefined where it has not. */
  readonly stopped: 'by a signal' | 'from outside' | undefined
}

/**
 * Trains the candidates of a search round by round, each run in a process of its own; a later round continues the runs of the
 * one before. What is done already is read from the disk, so that a search that was stopped goes on where it stood.
 */
export function doTune({ directory, sweep, jobs, retry, introduce }: TuneToDo): Promise<TuneOutcome> {
  const paths = sweepPaths(directory)
  const work = async (stored: Sweep): Promise<TuneOutcome> => {
    const asked = askedTune(stored.asked)
    if (asked === undefined)
      throw new InputError(`${displayPath(directory)} is a sweep and no search; resume it with \`trpo sweep --resume\``)
    const { startedIn } = stored
    const candidates = await candidatesOf(asked, startedIn)
    const kept = await readFailures(paths)
    const failures = failureLog(paths, retry ? {} : kept)
    await makeFolder(paths.logs)
    const shares = coreShares(jobs)
    const out: CandidateResult[] = []
    let left: readonly Candidate[] = candidates
    for (const [index, round] of roundsOf(asked).entries()) {
      const entered = left.slice(0, round.candidates)
      const statesNow = async () => {
        const names = new Set(entered.flatMap(({ runs }) => runs.map(({ name }) => name)))
        const states = await runStates(paths.directory, stored, failures.all())
        return new Map(states.filter(({ name }) => names.has(name)).map((state) => [state.name, state]))
      }
      const before = await statesNow()
      introduce(asked, round, index, entered.length)
      const pending = await pendingRuns(stored, [...before.values()], shares, round.iterations)
      // What was refused above has not been tried again.
      if (retry && index === 0 && Object.keys(kept).length > 0) await writeFailures(paths, {})
      const interrupted = await trainAll(
        pending,
        shares.cores,
        paths.logs,
        [...before.values()],
        failures,
        async ({ name }) => {
          const now = (await statesNow()).get(name)
          const [run] = now === undefined ? [] : await pendingRuns(stored, [now], shares, round.iterations)
          return run
        },
      )
      const after = await statesNow()
      const results = await Promise.all(
        entered.map((candidate) => resultOf(candidate, round.iterations, after, asked.score)),
      )
      const ordered = bestFirst(results)
      const stopped = interrupted ? 'by a signal' : (await isLacking(after, round)) ? 'from outside' : undefined
      const next = roundsOf(asked)[index + 1]
      const goOn = next === undefined || stopped !== undefined ? [] : ordered.filter(isRanked).slice(0, next.candidates)
      out.unshift(...ordered.filter((result) => !goOn.includes(result)))
      if (stopped !== undefined) return { asked, startedIn, results: out, stopped }
      if (goOn.length === 0) break
      left = goOn.map(({ candidate }) => candidate)
    }
    return { asked, startedIn, results: out, stopped: undefined }
  }
  return withSweep(directory, sweep, work, TUNE_RESUME)
}

/** Results from the best to those without a score. */
function bestFirst(results: readonly CandidateResult[]): CandidateResult[] {
  const scores = results.map(({ spread }) => spread?.mean ?? null)
  const ranked = bestOf(scores, results.length)
  return [...ranked.map((index) => results[index]), ...results.filter((result) => !isRanked(result))]
}

function isRanked({ spread }: CandidateResult): boolean {
  return spread !== null
}

/** Whether a run that has not failed lacks iterations of its round. */
async function isLacking(
  states: ReadonlyMap<string, SweepRunState>,
  { iterations }: Pick<HalvingRound, 'iterations'>,
): Promise<boolean> {
  const sound = [...states.values()].filter(({ state }) => state !== 'failed' && state !== 'unreadable')
  const have = await Promise.all(sound.map((run) => hasIterations(run, iterations)))
  return have.includes(false)
}
