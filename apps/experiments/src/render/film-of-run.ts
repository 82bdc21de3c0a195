import type { Film } from '@trpo/drawing'
import type { LoadedEnvironment, Physics } from '@trpo/recipes'
import { findCheckpoint } from '@trpo/runs'
import type { ActionChoice } from '@trpo/samplers'
import { onEngine, policyOf, type WhichPolicy } from '../evaluate/policy-of-run.ts'
import type { TrpoRun } from '../run/find-run.ts'
import { NotDrawableError } from './drawable-source.ts'
import { loadDrawn } from './load-drawn.ts'
import { type FilmLength, isOfPixels, type Recording, recordFilm } from './record-film.ts'

/** What is filmed of a run. */
export interface RunFilmRequest {
  readonly choice: ActionChoice
  readonly length: FilmLength
  /** @default the seed of the run */
  readonly seed?: number | undefined
  /** The checkpoint after that iteration. @default the last */
  readonly iteration?: number | undefined
  /** The last policy, that of the best evaluation, or the one with averaged parameters. @default 'last' */
  readonly policy?: WhichPolicy
  /** An engine other than the one that the run was trained on. @default the engine of the run */
  readonly physics?: Physics | undefined
}

/** A recording of a run, and the environment in which it was made. */
export interface RunRecording extends Recording {
  readonly environment: LoadedEnvironment
}

/** A recording of a run in scenes. */
export interface RunFilm extends RunRecording {
  readonly film: Film
}

/** Films the policy of a run in scenes. Throws as `recordRun`, and a NotDrawableError for an environment that shows pixels. */
export async function filmOfRun(run: TrpoRun, request: RunFilmRequest): Promise<RunFilm> {
  const { film, ...recording } = await recordRun(run, request)
  if (isOfPixels(film))
    throw new NotDrawableError(
      `${film.title} shows pixels, and no scene of shapes; \`trpo render\` writes a .gif of it`,
    )
  return { ...recording, film }
}

/** Records the policy of a run in its environment. Throws as `loadDrawn`, `findCheckpoint` and `recordFilm`. */
export async function recordRun(run: TrpoRun, request: RunFilmRequest): Promise<RunRecording> {
  const { paths, provenance } = run
  const { choice, length, iteration } = request
  const checkpoint = await findCheckpoint(paths, iteration)
  const config = onEngine(run.config, request.physics)
  const source = await loadDrawn(config, provenance.startedIn)
  const { policy: which = 'last' } = request
  const shown = await policyOf(run, source.loaded, checkpoint, { policy: which, iteration })
  const drawn = source.create()
  try {
    const recording = recordFilm({
      policy: shown.policy,
      drawn,
      choice,
      seed: request.seed ?? config.seed,
      length,
      title: source.loaded.spec.name,
      note: noteOf(run, shown.iteration, request),
    })
    return { ...recording, environment: source.loaded }
  } finally {
    drawn.environment.dispose?.()
  }
}

/** The most characters of a run's name beside a title. */
const NAME = 36

function noteOf({ paths }: TrpoRun, iteration: number, { choice, physics, policy = 'last' }: RunFilmRequest): string {
  const name = paths.name.length <= NAME ? paths.name : `${paths.name.slice(0, NAME - 1)}…`
  return [
    name,
    {
      last: `iteration ${iteration}`,
      best: `best policy, iteration ${iteration}`,
      average: `averaged to iteration ${iteration}`,
    }[policy],
    choice === 'mode' ? 'most likely actions' : 'drawn actions',
    ...(physics === undefined ? [] : [`on ${physics}`]),
  ].join(', ')
}
