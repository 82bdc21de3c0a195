import { join } from 'node:path'
import type { Config } from '@trpo/recipes'
import { writeFileWhole, writing } from '@trpo/runs'
import { configOfWords } from '../run/config-of-words.ts'
import type { TuneOutcome } from './do-tune.ts'
import { tuneCsv } from './tune-table.ts'

/** The files of a search beside those of its sweep. */
export interface TuneFiles {
  /** The config of the best candidate, for `trpo train`; written once the last round is done. */
  readonly best: string
  /** A row for each candidate. */
  readonly candidates: string
}

/** The files of the search in a folder. */
export function tuneFiles(directory: string): TuneFiles {
  return { best: join(directory, 'best.json'), candidates: join(directory, 'candidates.csv') }
}

/**
 * Writes what the candidates came to and, once the last round is done, the config of the best. Gives that config; undefined
 * where there is none. Throws a RunError when a file cannot be written.
 */
export async function writeResults(
  directory: string,
  { asked, startedIn, results, stopped }: TuneOutcome,
): Promise<Config | undefined> {
  const files = tuneFiles(directory)
  const write = (path: string, text: string) =>
    writing(path, 'then give the command again', () => writeFileWhole(path, text))
  await write(files.candidates, tuneCsv(asked, results))
  const [best] = results
  if (stopped !== undefined || best === undefined || best.spread === null) return undefined
  const config = await configOfWords(best.candidate.runs[0].words, startedIn)
  // None of the seeds that it was chosen by, whose returns are too good on average.
  const tuned: Config = { ...config, preset: `${config.preset}-tuned`, seed: 1, iterations: asked.iterations }
  await write(files.best, `${JSON.stringify(tuned, null, 2)}\n`)
  return tuned
}
