import { clockOf, type Film } from '@trpo/drawing'
import type { Policy } from '@trpo/policies'
import { type ActionChoice, actorOf } from '../evaluate/actor.ts'
import type { DrawnEnvironment } from './load-drawn.ts'

/** What to record. */
export interface FilmRequest {
  readonly policy: Policy
  readonly drawn: DrawnEnvironment
  readonly choice: ActionChoice
  readonly seed: number
  /** How long the film plays, in s. */
  readonly seconds: number
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
 * Throws an InputError when the environment gives a number that is not finite, and what its `step` and `scene` throw.
 */
export function recordFilm({ policy, drawn, choice, seed, seconds, title, note }: FilmRequest): Recording {
  const { environment, drawable } = drawn
  const { timeStep } = drawable
  const actor = actorOf({ policy, environment, choice, seed })
  const paced = timeStep === undefined ? {} : { timeStep }
  const steps = Math.max(1, Math.round(seconds / clockOf(paced).interval))
  const returns: number[] = []
  const cuts: number[] = []
  let episode = 0
  let inEpisode = 0
  let total = 0
  actor.begin(episode)
  const scenes = [drawable.scene()]
  for (let step = 0; step < steps; step++) {
    const { reward, over } = actor.step(episode, inEpisode++)
    total += reward
    scenes.push(drawable.scene())
    if (!over) continue
    returns.push(total)
    if (step === steps - 1) continue
    actor.begin(++episode)
    cuts.push(scenes.length)
    scenes.push(drawable.scene())
    inEpisode = 0
    total = 0
  }
  return { film: { title, note, ...paced, scenes, cuts }, returns }
}
