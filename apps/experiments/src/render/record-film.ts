import { assertFilm, clockOf, type Film } from '@trpo/drawing'
import { messageOf } from '@trpo/math/messages'
import type { Policy } from '@trpo/policies'
import type { ActionChoice } from '@trpo/samplers'
import { InputError } from '../errors.ts'
import { actorOf } from '../evaluate/actor.ts'
import type { DrawnEnvironment } from './load-drawn.ts'

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
  readonly film: Film
  /** The undiscounted return of each episode that ended in it. */
  readonly returns: readonly number[]
}

/**
 * Records a policy for some seconds, scene by scene, from the beginning of episode 0 on: those of `trpo evaluate` under the same
 * seed. Where an episode ends before, the next one begins.
 *
 * Throws an InputError when the environment gives a number that is not finite or a scene that cannot be drawn, and what its `step`
 * throws.
 */
export function recordFilm({ policy, drawn, choice, seed, length, title, note }: FilmRequest): Recording {
  const { environment, drawable } = drawn
  const { timeStep } = drawable
  const paced = timeStep === undefined ? {} : { timeStep }
  const steps = 'steps' in length ? length.steps : Math.round(length.seconds / clockOf(paced).interval)
  const asked = 1 + Math.max(1, steps)
  const actor = actorOf({ policy, environment, choice, seed })
  const see = () => faultOf(`scene() of ${title}`, () => drawable.scene())
  const returns: number[] = []
  const cuts: number[] = []
  let [episode, step, total] = [0, 0, 0]
  actor.begin(episode)
  const scenes = [see()]
  while (scenes.length < asked) {
    const { reward, over } = actor.step(episode, step++)
    total += reward
    scenes.push(see())
    if (!over) continue
    returns.push(total)
    if (scenes.length === asked) continue
    cuts.push(scenes.length)
    ;[episode, step, total] = [episode + 1, 0, 0]
    actor.begin(episode)
    scenes.push(see())
  }
  const film: Film = { title, note, ...paced, scenes, cuts }
  faultOf('', () => assertFilm(film))
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
