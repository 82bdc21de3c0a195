import type { RandomStream } from '@trpo/random'
import type { SearchTensors } from './tensors.ts'

/** The part that all states of searches have in common. A state is plain data; nothing in it is ever written to. */
export interface SearchState {
  /** The number of iterations so far, which is the first coordinate of the next draws. */
  readonly iteration: number
  /** The middle of the search distribution, [n]: the best guess at a solution. */
  readonly mean: Float64Array
}

/** The meaning of a number that a search reports. */
export interface SearchMeasure {
  /** A title of a few words. */
  readonly title: string
  /** A sentence that says what the number is. */
  readonly description: string
}

/**
 * An optimiser with its settings, as a record of pure functions: what any loop of ask and tell needs to know. It looks for
 * the greatest fitness; to minimise a cost, give its negative.
 */
export interface SearchMethod<S extends SearchState> {
  /** Its name in screens and reports, with the settings that matter. */
  readonly summary: string
  /** The meaning of the numbers that `numbers` gives, by name. */
  readonly measures: Readonly<Record<string, SearchMeasure>>
  /** lambda, the number of candidates of an iteration for n parameters. */
  population(parameters: number): number
  /** The state before the first iteration, around a first guess [n]. */
  init(mean: Float64Array): S
  /**
   * Draws candidates [lambda, n]. Draw i of candidate k is draw i of the stream at (iteration, k, 0), so that equal states and
   * streams give equal candidates. The stream itself does not advance.
   */
  ask(state: S, random: RandomStream): Float64Array
  /**
   * The state after the candidates [lambda, n] were found to have that fitness [lambda]; -Infinity stands for a candidate that
   * failed, and ranks below all others. Throws a RangeError when sizes do not fit, when all candidates failed, or when another
   * number is not finite.
   */
  tell(state: S, candidates: Float64Array, fitness: ArrayLike<number>): S
  /** Numbers that say how the search stands. */
  numbers(state: S): Readonly<Record<string, number>>
  /** Everything in a state that the future depends on, except the settings. */
  encode(state: S): SearchTensors
  /** The state that `encode` gave, bit for bit. Throws an Error that names the tensor that does not fit n parameters. */
  decode(tensors: SearchTensors, parameters: number): S
}
