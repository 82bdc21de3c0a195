import { clockOf, type Film } from '@trpo/drawing'
import { actorOf } from '../evaluate/actor.ts'
import type { FilmRequest, Recording } from './record-film.ts'

/** How a policy is recorded. */
export interface MomentsRequest extends Omit<FilmRequest, 'title' | 'note'> {
  readonly paced: Pick<Film, 'timeStep'>
}

/** What is seen after each step, and the numbers of those with which another episode begins. */
export interface Moments<T> extends Pick<Recording, 'returns'> {
  readonly moments: readonly T[]
  readonly cuts: readonly number[]
}

/**
 * Records what is seen of a policy, moment by moment, from the beginning of episode 0 on. Where an episode ends before, the next one
 * begins. Throws what `see` and the environment throw.
 */
export function recordMoments<T>(
  { policy, drawn, choice, seed, length, paced }: MomentsRequest,
  see: () => T,
): Moments<T> {
  const { environment } = drawn
  const steps = 'steps' in length ? length.steps : Math.round(length.seconds / clockOf(paced).interval)
  const asked = 1 + Math.max(1, steps)
  const actor = actorOf({ policy, environment, choice, seed })
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
  return { moments: scenes, cuts, returns }
}
