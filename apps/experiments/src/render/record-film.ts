import { assertFilm, assertPixelFilm, type Film, isDrawable, type PixelFilm } from '@trpo/drawing'
import { messageOf } from '@trpo/math/messages'
import type { Policy } from '@trpo/policies'
import type { ActionChoice } from '@trpo/samplers'
import { InputError } from '../errors.ts'
import type { DrawnEnvironment } from './load-drawn.ts'
import { recordMoments } from './record-moments.ts'

/** How long a film is: so many seconds of playing time, or steps. */
export type FilmLength = { readonly seconds: number } | { readonly steps: number }

/** What to record. */
export interface FilmRequest {
  readonly policy: Policy
  readonly drawn: DrawnEnvironment
  readonly choice: ActionChoice
  readonly seed: number
  readonly length: FilmLength
  readonly title: string
  readonly note: string
}

/** A film of a policy, and what it earned meanwhile. */
export interface Recording {
  /** Scenes, or pictures of an environment that shows pixels. */
  readonly film: Film | PixelFilm
  /** The undiscounted return of each episode that ended in it. */
  readonly returns: readonly number[]
}

/** Whether a film is one of pictures. */
export function isOfPixels(film: Film | PixelFilm): film is PixelFilm {
  return 'pictures' in film
}

/**
 * Records a policy for some seconds, scene by scene, from the beginning of episode 0 on: those of `trpo evaluate` under the same
 * seed. Where an episode ends before, the next one begins.
 *
 * Throws an InputError when the environment gives a number that is not finite or a scene that cannot be drawn, and what its `step`
 * throws.
 */
export function recordFilm({ policy, drawn, choice, seed, length, title, note }: FilmRequest): Recording {
  const { drawable } = drawn
  const { timeStep } = drawable
  const own = { title, note, ...(timeStep !== undefined && { timeStep }) }
  const asked = { policy, drawn, choice, seed, length, paced: own }
  if (isDrawable(drawable)) {
    const {
      moments: scenes,
      cuts,
      returns,
    } = recordMoments(asked, () => faultOf(`scene() of ${title}`, () => drawable.scene()))
    const film: Film = { ...own, scenes, cuts }
    faultOf('', () => assertFilm(film))
    return { film, returns }
  }
  const { moments: pictures, returns } = recordMoments(asked, () =>
    faultOf(`picture() of ${title}`, () => drawable.picture()),
  )
  const film: PixelFilm = { ...own, pictures }
  faultOf('', () => assertPixelFilm(film))
  return { film, returns }
}

/** What `work` gives. What it throws becomes an InputError, as the fault lies in what the user's environment shows. */
function faultOf<T>(what: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new InputError(what === '' ? messageOf(cause) : `${what} failed: ${messageOf(cause)}`, { cause })
  }
}
