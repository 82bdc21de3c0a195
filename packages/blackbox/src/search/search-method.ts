import type { RandomStream } from '@trpo/random'
import type { SearchTensors } from './tensors.ts'

/** What every state of a search has. A state is plain data; nothing in it is ever written to. */
export interface SearchState {
  /** Times that candidates were told: the first coordinate of the next draws. */
  readonly iteration: number
  /** The middle of the search distribution, [n]: the best guess at a solution. */
  readonly mean: Float64Array
}

/** What a number that a search reports means. */
export interface SearchMeasure {
  /** A few words. */
  readonly title: string
  /** What it is, in a sentence. */
  readonly description: string
}

/**
 * An optimiser with its settings, as a record of pure functions: what any loop of ask and tell needs to know. It looks for the
 * greatest fitness; who has a cost hands in its negative.
 */
export interface SearchMethod<S extends SearchState> {
  /** What it is called in screens and reports, with the settings that matter. */
  readonly summary: string
  /** The meaning of the numbers that `numbers` gives, by name. */
  readonly measures: Readonly<Record<string, SearchMeasure>>
  /** lambda, candidates an iteration, where there are n parameters. */
  population(parameters: number): number
  /** The state before the first iteration, around a first guess [n]. */
  init(mean: Float64Array): S
  /**
   * Candidates [lambda, n]. Draw i of candidate k is draw i of the stream at (iteration, k, 0), so that equal states and
   * streams give equal candidates; the stream is moved by nothing.
   */
  ask(state: S, random: RandomStream): Float64Array
  /**
   * The state after the candidates [lambda, n] were found to have that fitness [lambda]. Throws a RangeError when sizes do not
   * fit or a number is not finite.
   */
  tell(state: S, candidates: Float64Array, fitness: ArrayLike<number>): S
  /** Numbers that say how the search stands. */
  numbers(state: S): Readonly<Record<string, number>>
  /** All of a state that the future depends on, but for the settings. */
  encode(state: S): SearchTensors
  /** The state that `encode` gave, bit for bit. Throws an Error that names the tensor that does not fit n parameters. */
  decode(tensors: SearchTensors, parameters: number): S
}
