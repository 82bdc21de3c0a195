import { basename, join, resolve } from 'node:path'
import { exists, isSweep, listRuns, readSweep, runPaths } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { RUNS } from './find-run.ts'

/** A run to compare. */
export interface FoundRun {
  readonly directory: string
  /** What its sweep calls it. */
  readonly label?: string | undefined
}

/**
 * The folder of a sweep: the one that is given, or that of this name among the runs; in another folder of runs only what is given
 * in it. Throws a RunError when there is none.
 *
 * @param out the folder of the runs
 */
export async function findSweep(given: string, out: string = RUNS): Promise<string> {
  const named = resolve(out, given)
  const isName = basename(given) === given && !(await isSweep(given)) && (await isSweep(named))
  const folder = isName || out !== RUNS ? named : given
  await readSweep(folder)
  return folder
}

/**
 * The runs in folders or of names that are given: a run is itself, a sweep all of its runs that have begun, and any other folder
 * the runs in it. Each once. Throws an InputError when a folder holds none.
 */
export async function findRuns(given: readonly string[]): Promise<FoundRun[]> {
  const found = new Map<string, FoundRun>()
  for (const one of given) for (const run of await runsIn(one)) found.set(runPaths(run.directory).directory, run)
  return [...found.values()]
}

async function runsIn(given: string): Promise<readonly FoundRun[]> {
  const isRun = (folder: string) => exists(runPaths(folder).config)
  const named = join(RUNS, given)
  if ((await isRun(given)) || (basename(given) === given && (await isRun(named)))) return [{ directory: given }]
  const isName = basename(given) === given && !(await isSweep(given)) && (await isSweep(named))
  const folder = isName ? named : given
  if (!(await isSweep(folder))) {
    const runs = await listRuns(folder)
    // A name of nothing is refused by who reads it.
    return runs.length === 0 ? [{ directory: given }] : runs
  }
  const { runs } = await readSweep(folder)
  const begun: FoundRun[] = []
  for (const { name, label } of runs)
    if (await isRun(join(folder, name))) begun.push({ directory: join(folder, name), label })
  if (begun.length === 0) throw new InputError(`no run of the sweep ${folder} has begun yet`)
  return begun
}
