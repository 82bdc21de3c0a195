import { join, relative } from 'node:path'
import { buildRun, type Config } from '@trpo/recipes'
import { loadEnvironment } from '@trpo/recipes/node'
import { configDigest, exists, type Sweep, type SweepRunState } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { configOfWords } from '../run/config-of-words.ts'
import { findRun } from '../run/find-run.ts'
import { hasIterations } from './has-iterations.ts'
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
 * The runs of a sweep that are still to be done, the large ones first. Throws an InputError when one of them would be another
 * experiment than when the sweep was asked for: its config before it has begun, the code of its environment until it is finished.
 *
 * @param target iterations that they are to have, where that is not what their configs say; a run that has more, or that its evaluations
 *   have ended, is left alone
 */
export async function pendingRuns(
  sweep: Pick<Sweep, 'startedIn'>,
  states: readonly SweepRunState[],
  shares: CoreShares,
  target?: number,
): Promise<PendingRun[]> {
  const cwd = (await exists(sweep.startedIn)) ? sweep.startedIn : process.cwd()
  const sizes = new Map<string, Sized>()
  const sized = async (state: SweepRunState, config: Config, startedIn: string): Promise<number> => {
    const kind = JSON.stringify({ ...config, seed: 0 })
    const { cores, environmentDigest } = sizes.get(kind) ?? (await sizeOf(config, startedIn, shares))
    sizes.set(kind, { cores, environmentDigest })
    if (state.environmentDigest !== undefined && state.environmentDigest !== environmentDigest)
      throw new InputError(
        `the run ${state.name} is not finished and would be another experiment than when the sweep began: ${config.environment.name} has been edited; undo the edit, or begin another sweep with --name`,
      )
    return cores
  }
  const pending: PendingRun[] = []
  for (const state of states) {
    const { name, directory, summary } = state
    if (state.state === 'failed' || state.state === 'unreadable') continue
    if (summary === undefined) {
      const config = await configOfWords(state.words, cwd)
      if (configDigest(config) !== state.configDigest)
        throw new InputError(
          `the run ${name} would be another experiment than when the sweep began: its preset, or a file that it was asked for by, has changed; undo the change, or begin another sweep`,
        )
      const cores = await sized(state, config, cwd)
      const out = relative(cwd, join(directory, '..'))
      const words = [...state.words, '--name', name, '--out', out === '' ? '.' : out]
      pending.push({ name, directory, words, cwd, from: 0, to: config.iterations, cores })
    } else if (target === undefined ? state.state === 'unfinished' : await isBelow(state, target)) {
      const { config, provenance } = await findRun(directory)
      // Where the report alone is missing, no step is taken any more.
      const cores =
        summary.state === 'unfinished' || (target !== undefined && summary.iteration < target)
          ? await sized(state, config, provenance.startedIn)
          : (await sizeOf(config, provenance.startedIn, shares)).cores
      const { iteration: from, iterations } = summary
      const to = target ?? iterations
      const words = ['resume', directory, ...(target === undefined ? [] : ['--iterations', String(target)])]
      pending.push({ name, directory, words, cwd, from, to, cores })
    }
  }
  return pending.sort((a, b) => b.cores - a.cores)
}

/** Whether a run that has begun lacks iterations, or, having them all, its report. */
async function isBelow(run: SweepRunState, target: number): Promise<boolean> {
  return !(await hasIterations(run, target)) || (run.summary?.iteration === target && run.state === 'unfinished')
}

interface Sized {
  readonly cores: number
  readonly environmentDigest: string | undefined
}

async function sizeOf(config: Config, startedIn: string, shares: CoreShares): Promise<Sized> {
  const environment = await loadEnvironment(config, startedIn)
  return { cores: shares.of(await buildRun(config, environment)), environmentDigest: environment.sourceDigest }
}
