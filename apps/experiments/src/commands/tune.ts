import { join } from 'node:path'
import { counted } from '@trpo/math/messages'
import { displayPath } from '@trpo/runs'
import Table from 'cli-table3'
import pc from 'picocolors'
import { InputError } from '../errors.ts'
import { findSweep } from '../run/find-runs.ts'
import { commandLine } from '../run/next-commands.ts'
import { trainConfig } from '../run/train-config.ts'
import { seedsOf } from '../sweep/ask.ts'
import { checkRuns } from '../sweep/check-runs.ts'
import { type AskedTune, roundsOf, type TuneScore } from '../tune/asked-tune.ts'
import { candidatesOf, tuneName } from '../tune/candidates.ts'
import { doTune, type TuneOutcome, type TuneToDo } from '../tune/do-tune.ts'
import { spaceOf } from '../tune/space-words.ts'
import { tuneTable } from '../tune/tune-table.ts'
import { tuneFiles, writeResults } from '../tune/write-results.ts'
import { runName } from './run-name.ts'
import type { ExitCode } from './session.ts'
import { listStored, listSweep } from './sweep.ts'

/** What `trpo tune` takes. */
export interface TuneOptions {
  readonly env?: string | undefined
  readonly set: readonly string[]
  readonly space: readonly string[]
  /** @default 27 */
  readonly candidates?: number | undefined
  /** @default 101-103 */
  readonly seeds?: string | undefined
  /** @default halving */
  readonly method?: 'random' | 'halving' | undefined
  /** @default 3 */
  readonly factor?: number | undefined
  /** @default 1 */
  readonly drawSeed?: number | undefined
  readonly iterations?: number | undefined
  /** @default training */
  readonly score?: TuneScore | undefined
  readonly name?: string | undefined
  readonly out: string
  readonly jobs?: number | undefined
  readonly resume?: string | undefined
  readonly retry: boolean
  readonly list: boolean
  readonly command: string
}

/** Searches a space of settings for those with the greatest return, or resumes a search. */
export async function tune(preset: string | undefined, options: TuneOptions): Promise<ExitCode> {
  const { jobs, retry, command } = options
  if (options.resume !== undefined) {
    const [more] = askedWords(preset, options)
    if (more !== undefined)
      throw new InputError(`--resume takes what the search was asked for when it began; leave ${more} out`)
    const directory = await findSweep(options.resume, options.out)
    if (options.list) return listStored(directory)
    return finish(directory, await doTune({ directory, sweep: undefined, jobs, retry, introduce }))
  }
  const asked = await askedOf(preset, options)
  const directory = join(options.out, runName(options.name ?? tuneName(asked)))
  const planned = (await candidatesOf(asked, process.cwd())).flatMap(({ runs }) => runs)
  const ready = await checkRuns(planned, process.cwd())
  if (options.list) return listSweep(directory, ready, jobs)
  const sweep = {
    asked,
    runs: ready.map(({ run }) => run),
    command,
    startedIn: process.cwd(),
    startedAt: new Date().toISOString(),
  }
  return finish(directory, await doTune({ directory, sweep, jobs, retry, introduce }))
}

/** The words that say what is searched, where they were given. */
function askedWords(preset: string | undefined, options: TuneOptions): string[] {
  const { env, set, space, candidates, seeds, method, factor, drawSeed, iterations, score, name } = options
  const given = { env, candidates, seeds, method, factor, 'draw-seed': drawSeed, iterations, score, name }
  const single = Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [] : `--${flag} ${value}`))
  const several = [...set.map((text) => `--set ${text}`), ...space.map((text) => `--space ${text}`)]
  return [preset ?? [], single, several].flat()
}

async function askedOf(preset: string | undefined, options: TuneOptions): Promise<AskedTune> {
  const { env, set, candidates = 27, seeds = '101-103', iterations } = options
  const { method = 'halving', factor = 3, drawSeed = 1, score } = options
  const space = await spaceOf(options.space)
  const base = await trainConfig({ preset, env, set, iterations })
  if (score === 'evaluation' && base.evaluation === undefined)
    throw new InputError(
      '--score evaluation: nothing is evaluated during training; give --set evaluation.every=<n>, and others of its fields if you like',
    )
  return {
    kind: 'tune',
    ...(preset === undefined ? {} : { preset }),
    ...(env === undefined ? {} : { env }),
    settings: set,
    space,
    candidates,
    seeds: seedsOf(seeds),
    method,
    factor,
    iterations: base.iterations,
    drawSeed,
    // Absent by default, so that a search that was begun before there was a choice is the same one.
    ...(score !== undefined && score !== 'training' && { score }),
  }
}

const introduce: TuneToDo['introduce'] = (asked, { iterations }, index, candidates) => {
  const each = [counted(candidates, 'candidate'), counted(asked.seeds.length, 'seed'), counted(iterations, 'iteration')]
  console.log(pc.bold(`Round ${index + 1} of ${roundsOf(asked).length}: ${each.join(', ')}`))
}

/** How the screen says why a search was stopped. */
const STOPPED: Readonly<Record<NonNullable<TuneOutcome['stopped']>, string>> = {
  'by a signal': 'Stopped by a signal.',
  'from outside': 'Stopped: some of its runs were stopped from outside.',
}

/** Writes and shows what came of a search, and says which commands come next. */
async function finish(directory: string, outcome: TuneOutcome): Promise<ExitCode> {
  const { asked, results, stopped } = outcome
  const files = tuneFiles(directory)
  const best = await writeResults(directory, outcome)
  const { head, rows } = tuneTable(asked, results)
  const table = new Table({ head, style: { head: [], border: [] } })
  table.push(...rows)
  console.log(`\n${table.toString()}`)
  for (const { candidate, fault } of results)
    if (fault !== undefined && stopped === undefined)
      console.log(`${pc.yellow('left out')}    ${candidate.number}: ${fault}`)
  console.log(`candidates  ${displayPath(files.candidates)}`)
  const resume = commandLine('tune', '--resume', displayPath(directory))
  if (stopped !== undefined) {
    console.log(`\n${pc.bold(STOPPED[stopped])}\nresume      ${resume}`)
    return stopped === 'by a signal' ? 130 : 1
  }
  if (best === undefined) {
    console.log(`\nNo candidate has a return. To try again those that failed: ${resume} --retry`)
    return 1
  }
  console.log(`best        ${displayPath(files.best)}`)
  console.log(`train it    ${commandLine('train', displayPath(files.best))}`)
  console.log(`compare     ${commandLine('compare', displayPath(directory))}`)
  return 0
}
