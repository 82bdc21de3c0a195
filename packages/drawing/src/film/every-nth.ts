import { clockOf, type Film, takesOf } from './film.ts'

/**
 * A film of fewer scenes that plays as long: every n-th scene from the first on, and the first ones after cuts moved to the next
 * that is kept. With n = 1 it is the film itself.
 *
 * Throws a RangeError unless n is an integer of at least 1, and for n above 1 on a film that counts time in steps, which would
 * count others then.
 */
export function everyNth(film: Film, n: number): Film {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`every ${n}-th scene is asked for, expects an integer of at least 1`)
  if (n === 1) return film
  const { title, scenes, timeStep, cuts = [] } = film
  if (timeStep === undefined)
    throw new RangeError(`${title} counts time in steps, so none may be left out; give it a time step in seconds`)
  const kept = scenes.filter((_, index) => index % n === 0)
  const moved = cuts.map((cut) => Math.ceil(cut / n)).filter((cut) => cut < kept.length)
  return { ...film, timeStep: timeStep * n, scenes: kept, cuts: [...new Set(moved)] }
}

/** The scenes that are shown in a second at most, so that motion looks smooth and a picture stays small. */
const SMOOTH = 25

/**
 * The film with no more scenes than a viewer needs, about 25 a second. A film of two or three scenes stays as it is, and so does
 * one that counts time in steps.
 */
export function smoothFilm(film: Film): Film {
  if (film.timeStep === undefined) return film
  const n = Math.max(1, Math.round(1 / (SMOOTH * clockOf(film).interval)))
  const fewest = Math.floor((film.scenes.length - 1) / n) + 1
  return fewest < 2 ? film : everyNth(film, n)
}

/** The longest part of a film between two cuts, as first and last scene. */
export function longestTake(film: Film): readonly [first: number, last: number] {
  return takesOf(film).reduce((best, take) => (take[1] - take[0] > best[1] - best[0] ? take : best))
}
