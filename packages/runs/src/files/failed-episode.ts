import { rm } from 'node:fs/promises'
import { messageOf } from '@trpo/math/messages'
import { type EpisodeTrace, traceOf } from '@trpo/samplers'
import { z } from 'zod'
import { RunError } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { exists } from './exists.ts'
import { readJson, writeJson } from './json-file.ts'
import type { RunPaths } from './run-paths.ts'
import { resumeAfter, writing } from './storage-error.ts'

/** An episode in which a run has failed: failed-episode.json. */
export interface FailedEpisode {
  /** What was said of the failure. */
  readonly error: string
  /** ISO 8601. */
  readonly at: string
  /** What it had done, for `replayTrace` of `@trpo/samplers`. */
  readonly trace: EpisodeTrace
}

const numbers = z.array(z.number()).transform((values) => Float64Array.from(values))
const count = z.int().min(0)
const schema: z.ZodType<FailedEpisode> = z.object({
  error: z.string(),
  at: z.string(),
  trace: z.object({
    lane: count,
    step: count,
    iteration: count,
    reset: numbers,
    draws: numbers,
    actions: numbers,
  }),
})

/** Keeps the episode that an error tells of, so that it can be replayed. Does nothing for other errors. */
export async function writeFailedEpisode({ failedEpisode: path }: RunPaths, error: unknown): Promise<void> {
  const trace = traceOf(error)
  if (trace === undefined) return
  const { lane, step, iteration, reset, draws, actions } = trace
  await writeJson(path, {
    error: messageOf(error),
    at: new Date().toISOString(),
    trace: { lane, step, iteration, reset: [...reset], draws: [...draws], actions: [...actions] },
  })
}

/**
 * Removes the episode that failed once the run has passed the iteration in which it did: it fails no more. A file that cannot be
 * read stays.
 *
 * @param iteration how many iterations the run has done
 */
export async function forgetFailedEpisode(paths: RunPaths, iteration: number): Promise<void> {
  const { failedEpisode: path, directory } = paths
  if (!(await exists(path))) return
  const failed = await readFailedEpisode(paths).catch(() => undefined)
  if (failed === undefined || failed.trace.iteration >= iteration) return
  await writing(path, resumeAfter(directory), () => rm(path, { force: true }))
}

/** The episode in which a run has failed. Throws a RunError when there is none, or its file cannot be read. */
export async function readFailedEpisode({ failedEpisode: path, directory }: RunPaths): Promise<FailedEpisode> {
  if (!(await exists(path)))
    throw new RunError(`no episode of the run ${displayPath(directory)} has failed: there is no failed-episode.json`)
  const result = schema.safeParse(await readJson(path))
  if (result.success) return result.data
  const [{ path: field, message }] = result.error.issues
  throw new RunError(`${displayPath(path)} holds no episode: ${field.join('.')}: ${message}`)
}
