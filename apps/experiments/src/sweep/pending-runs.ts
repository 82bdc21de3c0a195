import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { buildRun, type Config } from '@trpo/recipes'
import { loadEnvironment } from '@trpo/recipes/node'
import { configDigest, exists, runPaths, type Sweep, type SweepRunState } from '@trpo/runs'
import { configOfWords } from '../commands/config-of-words.ts'
import { findRun } from '../commands/find-run.ts'
import { InputError } from '../errors.ts'
import { iterationsDone } from '../report/write-report.ts'
import type { CoreShares } from './run-cores.ts'

/** A run of a sweep that is to be begun or resumed. */
export interface PendingRun {
  readonly name: string
  readonly directory: string
  /** The words of the command that does so. */
  readonly words: readonly string[]
  /** The working folder of that command. */
  readonly cwd: string
  readonly from: number
  readonly to: number
  readonly cores: number
}

/**
 * The runs of a sweep that are still to be done, the large ones first. Throws an InputError when one that has not begun would be
 * another experiment than when the sweep was asked for.
 */
export async function pendingRuns(
  sweep: Pick<Sweep, 'startedIn'>,
  states: readonly SweepRunState[],
  shares: CoreShares,
): Promise<PendingRun[]> {
  const cwd = (await exists(sweep.startedIn)) ? sweep.startedIn : process.cwd()
  const coresOf = new Map<string, number>()
  const cores = async (config: Config, startedIn: string) => {
    const kind = JSON.stringify({ ...config, seed: 0 })
    const known = coresOf.get(kind) ?? shares.of(await buildRun(config, await loadEnvironment(config, startedIn)))
    coresOf.set(kind, known)
    return known
  }
  const pending: PendingRun[] = []
  for (const state of states) {
    const { name, directory, summary } = state
    if (state.state === 'failed') continue
    if (summary === undefined) {
      const config = await configOfWords(state.words, cwd)
      if (configDigest(config) !== state.configDigest)
        throw new InputError(
          `the run ${name} would be another experiment than when the sweep began: its preset, or a file that it was asked for by, has changed; undo the change, or begin another sweep`,
        )
      const out = relative(cwd, join(directory, '..'))
      const words = [...state.words, '--name', name, '--out', out === '' ? '.' : out]
      pending.push({ name, directory, words, cwd, from: 0, to: config.iterations, cores: await cores(config, cwd) })
    } else if (state.state === 'unfinished' || !(await isReported(state))) {
      const { config, provenance } = await findRun(directory)
      const words = ['resume', directory]
      const { iteration: from, iterations: to } = summary
      pending.push({ name, directory, words, cwd, from, to, cores: await cores(config, provenance.startedIn) })
    }
  }
  return pending.sort((a, b) => b.cores - a.cores)
}

/** Whether a run has written all: its report comes last. */
async function isReported({ directory, summary }: SweepRunState): Promise<boolean> {
  const report = await readFile(runPaths(directory).report, 'utf8').catch(() => '')
  return summary !== undefined && report.includes(iterationsDone(summary.iteration, summary.iterations))
}
