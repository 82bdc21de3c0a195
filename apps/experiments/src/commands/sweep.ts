import { join } from 'node:path'
import { counted } from '@trpo/math/messages'
import { displayPath, readFailures, readSweep, sweepPaths } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { findSweep } from '../run/find-runs.ts'
import { type AskedSweep, plannedRuns, seedsOf, settingsOf, sweepName } from '../sweep/ask.ts'
import { checkRuns, type ReadyRun } from '../sweep/check-runs.ts'
import { doSweep, type SweepOutcome } from '../sweep/do-sweep.ts'
import { coreShares } from '../sweep/run-cores.ts'
import { runStates } from '../sweep/run-states.ts'
import { introduceSweep, summarizeSweep } from '../sweep/summarize-sweep.ts'
import { askedTune } from '../tune/asked-tune.ts'
import { runName } from './run-name.ts'
import type { ExitCode } from './session.ts'

/** What `trpo sweep` takes. */
export interface SweepOptions {
  readonly env?: string | undefined
  readonly config: readonly string[]
  readonly seeds?: string | undefined
  readonly iterations?: number | undefined
  readonly set: readonly string[]
  readonly name?: string | undefined
  readonly out: string
  readonly jobs?: number | undefined
  readonly resume?: string | undefined
  readonly retry: boolean
  readonly list: boolean
  readonly command: string
}

/** Runs presets with every choice of some settings under several seeds, or resumes a sweep. */
export async function sweep(presets: readonly string[], options: SweepOptions): Promise<ExitCode> {
  if (options.resume !== undefined) return resumeSweep(options.resume, presets, options)
  const asked: AskedSweep = {
    kind: 'sweep',
    presets,
    configs: options.config,
    env: options.env,
    iterations: options.iterations,
    settings: settingsOf(options.set),
    seeds: seedsOf(options.seeds ?? '1-5'),
  }
  const directory = join(options.out, runName(options.name ?? sweepName(asked)))
  const ready = await checkRuns(plannedRuns(asked), process.cwd())
  if (options.list) return listSweep(directory, ready, options.jobs)
  return ended(directory, await beginSweep(directory, asked, ready, options))
}

/** Begins the sweep of some runs in a folder, or resumes it when the same was asked there. */
export function beginSweep(
  directory: string,
  asked: unknown,
  ready: readonly ReadyRun[],
  { jobs, retry, command }: Pick<SweepOptions, 'jobs' | 'retry' | 'command'>,
): Promise<SweepOutcome> {
  return doSweep({
    directory,
    sweep: {
      asked,
      runs: ready.map(({ run }) => run),
      command,
      startedIn: process.cwd(),
      startedAt: new Date().toISOString(),
    },
    jobs,
    retry,
    introduce: (states, pending) => introduceSweep(directory, states, pending),
  })
}

/** Resumes the sweep in a folder, or shows how its runs stand. */
async function resumeSweep(given: string, presets: readonly string[], options: SweepOptions): Promise<ExitCode> {
  const { env, config, seeds, iterations, set, name, out, jobs, retry } = options
  const more = [...presets, env, ...config, seeds, iterations, ...set, name].find((value) => value !== undefined)
  if (more !== undefined)
    throw new InputError(`--resume takes what the sweep was asked for when it began; leave ${more} out`)
  const directory = await findSweep(given, out)
  if (options.list) return listStored(directory)
  if (askedTune((await readSweep(directory)).asked) !== undefined)
    throw new InputError(`${given} is a search; resume it with \`trpo tune --resume ${given}\``)
  const outcome = await doSweep({
    directory,
    sweep: undefined,
    jobs,
    retry,
    introduce: (states, pending) => introduceSweep(directory, states, pending),
  })
  return ended(directory, outcome)
}

function ended(directory: string, outcome: SweepOutcome): ExitCode {
  summarizeSweep(directory, outcome)
  return exitCodeOf(outcome)
}

/** 0 when all runs are finished, 1 when some are not, 130 when a signal stopped the sweep. */
export function exitCodeOf({ states, interrupted }: SweepOutcome): ExitCode {
  if (interrupted) return 130
  return states.every(({ state }) => state === 'finished') ? 0 : 1
}

/** Prints the runs of a sweep, and does none. */
export function listSweep(directory: string, ready: readonly ReadyRun[], jobs: number | undefined): ExitCode {
  const shares = coreShares(jobs)
  console.log(`${counted(ready.length, 'run')} in ${displayPath(directory)}:`)
  for (const { run, built } of ready) {
    const cores = shares.of(built)
    console.log(`  ${run.name}: ${run.words.slice(1).join(' ')} (${counted(cores, 'core')})`)
  }
  return 0
}

/** Prints the runs of a sweep that is there with how each stands, and does none. */
export async function listStored(directory: string): Promise<ExitCode> {
  const failures = await readFailures(sweepPaths(directory))
  const states = await runStates(directory, await readSweep(directory), failures)
  console.log(`${counted(states.length, 'run')} in ${displayPath(directory)}:`)
  for (const { name, words, state, summary } of states) {
    const how =
      state === 'unfinished' && summary !== undefined
        ? `${summary.iteration}/${counted(summary.iterations, 'iteration')}`
        : state
    console.log(`  ${name}: ${words.slice(1).join(' ')} (${how})`)
  }
  return 0
}
