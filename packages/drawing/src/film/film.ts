import { assertSameShapes, assertScene } from '../scene/check-scene.ts'
import type { Scene } from '../scene/scene.ts'

/** Scenes of a drawable thing, one for each step. */
export interface Film {
  /** What is seen, for the head of the picture: `Hopper-v5`. */
  readonly title: string
  /** What else the viewer should know, at the other end of the head. @default none */
  readonly note?: string
  /**
   * Seconds between two scenes, above 0.
   * @default none: time is counted in steps, which are shown at 25 a second
   */
  readonly timeStep?: number
  /** The scenes in order, at least 2. */
  readonly scenes: readonly Scene[]
  /** The numbers of scenes at which something new begins, such as another episode; scene 0 does without. @default none */
  readonly cuts?: readonly number[]
}

/** Steps shown in a second where a film does not say how long a step is. */
const STEPS_A_SECOND = 25

/** How time is measured along a film. */
export interface Clock {
  /** Seconds of playing time between two scenes. */
  readonly interval: number
  /** What the axis of time counts from one scene to the next. */
  readonly unitsAScene: number
  /** The unit of that axis. */
  readonly unit: 's' | 'steps'
}

/** How time is measured along a film. */
export function clockOf({ timeStep }: Pick<Film, 'timeStep'>): Clock {
  return timeStep === undefined
    ? { interval: 1 / STEPS_A_SECOND, unitsAScene: 1, unit: 'steps' }
    : { interval: timeStep, unitsAScene: timeStep, unit: 's' }
}

/** Parts of a film between its cuts, as first and last scene. */
export function takesOf({ scenes, cuts = [] }: Film): readonly (readonly [first: number, last: number])[] {
  const starts = [0, ...cuts]
  return starts.map((first, take) => [first, (starts[take + 1] ?? scenes.length) - 1] as const)
}

/**
 * Throws a RangeError or a TypeError that says what of a film cannot be drawn: fewer than two scenes, a scene that is none or
 * has a number that is not finite, shapes that are not those of the first scene, cuts that are not in order, or a time step
 * that is not above 0.
 */
export function assertFilm({ title, scenes, timeStep, cuts = [] }: Film): void {
  if (scenes.length < 2) throw new RangeError(`the film ${title} has ${scenes.length} scenes, expects at least 2`)
  if (timeStep !== undefined && !(timeStep > 0 && Number.isFinite(timeStep)))
    throw new RangeError(`the time step of ${title} is ${timeStep}, expects seconds above 0`)
  for (const [index, scene] of scenes.entries()) {
    assertScene(scene, `scene ${index} of ${title}`)
    assertSameShapes(scene, scenes[0], `scene ${index} of ${title}`)
  }
  for (const [index, cut] of cuts.entries())
    if (!(Number.isInteger(cut) && cut > (cuts[index - 1] ?? 0) && cut < scenes.length))
      throw new RangeError(`cut ${index} of ${title} is ${cut}, expects ascending numbers of scenes from 1 on`)
}
