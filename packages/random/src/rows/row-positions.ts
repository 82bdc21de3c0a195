/** The coordinates of rows: those of row i are (a, b[i], c[i]). */
export interface RowPositions {
  /** The first coordinate of every row, by convention the iteration: an integer in [0, 2^32). */
  readonly a: number
  /** The second coordinate of each row, by convention the lane or path, [rows]. */
  readonly b: Uint32Array
  /** The third coordinate of each row, by convention the step within the path, [rows]. */
  readonly c: Uint32Array
}

/** Throws a RangeError unless the positions are `rows` and `into` holds `rows` x `draws` numbers. */
export function checkRows(
  call: string,
  { a, b, c }: RowPositions,
  rows: number,
  draws: number,
  into: Float64Array,
): void {
  if (a >>> 0 !== a) throw new RangeError(`${call} was given a = ${a}; expected an integer from 0 to 2^32 - 1`)
  const whole = Number.isSafeInteger(rows) && rows >= 0 && draws >>> 0 === draws
  if (!(whole && b.length >= rows && c.length >= rows && into.length >= rows * draws)) {
    throw new RangeError(
      `${call} was asked for ${rows} rows of ${draws} draws with ${b.length} values of b, ${c.length} of c and room for ${into.length} numbers; expected whole numbers of rows and draws, arrays b and c of at least ${rows} and room for ${rows * draws}`,
    )
  }
}
