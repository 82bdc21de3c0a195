/**
 * A source of random draws, which is handed to whatever needs randomness.
 *
 * An environment or an initialiser receives one and keeps no generator of its own: the same draws in the same order
 * give the same result, wherever and whenever it runs.
 */
export interface Random {
  /** A number in [0, 1), a multiple of 2^-53. */
  uniform(): number
  /** A standard normal number. */
  normal(): number
  /** A whole number in [0, n), each equally likely. Throws a RangeError unless n is an integer in [1, 2^32]. */
  integer(n: number): number
  /**
   * An index drawn with the given probabilities, which need not sum to 1. Throws a RangeError on a negative or non-finite
   * entry, or when all are 0.
   */
  categorical(probabilities: ArrayLike<number>): number
}

/** The position of a stream: its coordinates and the number of the next draw there. */
export interface StreamPosition {
  /** The first coordinate, by convention the iteration. */
  readonly a: number
  /** The second coordinate, by convention the lane or path. */
  readonly b: number
  /** The third coordinate, by convention the step within the path. */
  readonly c: number
  /** The number of the next draw at (a, b, c); 2^32 when there is none left. */
  readonly draw: number
}

/**
 * A `Random` whose position is explicit: draw number d at coordinates (a, b, c) is a pure function of the seed, the
 * purpose, a, b, c and d. Convention in this project: a = iteration, b = lane or path, c = step within it.
 */
export interface RandomStream extends Random {
  /** The 64-bit Philox key, low word first: a function of seed and purpose. */
  readonly key: readonly [number, number]
  /** A copy of the position. The key and the position are the whole state of a stream. */
  readonly position: StreamPosition
  /**
   * Goes to draw `draw` at coordinates (a, b, c), and returns the stream itself. Throws a RangeError unless all four
   * are integers in [0, 2^32).
   *
   * @param draw The number of the next draw there. @default 0, the first
   */
  seek(a: number, b: number, c: number, draw?: number): this
}
