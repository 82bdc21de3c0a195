import { clockOf, type Film, type PixelFilm } from '@trpo/drawing'
import type { Physics } from '@trpo/recipes'
import { displayPath } from '@trpo/runs'
import type { ActionChoice } from '@trpo/samplers'
import type { WhichPolicy } from '../evaluate/policy-of-run.ts'
import { short } from '../progress/format.ts'
import { recordRun } from '../render/film-of-run.ts'
import { isOfPixels, type Recording } from '../render/record-film.ts'
import { assertPicture, STILL_LENGTH, writePicture } from '../render/write-picture.ts'
import { findRun } from '../run/find-run.ts'
import type { ExitCode } from './session.ts'
import { warnOfChange } from './warn-of-change.ts'

/** How long a film plays, in s. */
const SECONDS = 10

/** The options of `trpo render`. */
export interface RenderOptions {
  readonly choice: ActionChoice
  /** How long it plays, in s. @default 10, and for a still the steps in which a stride is looked for */
  readonly seconds?: number | undefined
  readonly seed?: number | undefined
  readonly iteration?: number | undefined
  readonly policy: WhichPolicy
  readonly physics?: Physics | undefined
  /** Whether to draw poses of one stride, which do not move. */
  readonly still: boolean
  /** @default gait.svg in the folder of the run, stride.svg for a still, episode.gif of an environment that shows pixels */
  readonly write?: string | undefined
}

/** Draws a run's policy in its environment, as a picture that moves or as a still of one stride. */
export async function render(
  directory: string,
  { still, write, seconds, ...request }: RenderOptions,
): Promise<ExitCode> {
  if (write !== undefined) assertPicture(write, still)
  const run = await findRun(directory)
  const length = still && seconds === undefined ? STILL_LENGTH : { seconds: seconds ?? SECONDS }
  const recording = await recordRun(run, { ...request, length })
  const moving = isOfPixels(recording.film) ? run.paths.episode : run.paths.gait
  const path = write ?? (still ? run.paths.stride : moving)
  warnOfChange(run, recording.environment, 'this is how it looks now')
  const bytes = await writePicture(path, recording.film, still)
  console.log(inWords(recording))
  console.log(`picture  ${displayPath(path)}  (${Math.ceil(bytes / 1000)} kB; a browser shows it)`)
  return 0
}

/** What happens in a film: `10 s of Hopper-v5: return 812.5 of the episode that ended, and part of another`. */
function inWords({ film, returns }: Recording): string {
  const many =
    returns.length > 6 ? `${returns.slice(0, 6).map(short).join(', ')} and more` : returns.map(short).join(', ')
  const several = `${returns.length} episodes ended, with returns of ${many}`
  const ended = ['no episode ended', `1 episode ended, with a return of ${many}`][returns.length] ?? several
  return `${film.title}, ${film.note}: ${played(film)}, ${ended}`
}

/** `10 s`, or `250 steps` of an environment that does not say how long they are. */
function played(film: Film | PixelFilm): string {
  const { unit, unitsAScene } = clockOf(film)
  return `${short(((isOfPixels(film) ? film.pictures : film.scenes).length - 1) * unitsAScene)} ${unit}`
}
