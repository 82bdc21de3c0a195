/** Rotations of neighbouring columns of a matrix that are kept back, and applied many at a time. */
export interface ColumnRotations {
  /** Takes note: column k becomes c times itself + s times column k + 1, and that c times itself - s times column k. */
  readonly rotate: (k: number, c: number, s: number) => void
  /** Applies what is kept back. */
  readonly finish: () => void
}

/** The most rotations that are kept back before they are applied. */
const CAPACITY = 4096

/**
 * Rotations of the columns of a matrix `[rows, n]`, row-major, in place; its rows are to be a multiple of 4.
 *
 * The bits are those of one rotation after the other. But many rotations go along four rows at a time, which stay in
 * the nearest cache: a matrix of 364 x 364 would have to come from memory anew for every QR step. Four, so that the
 * processor has something to do while it waits for the product that the next rotation starts from.
 */
export function columnRotations(matrix: Float64Array, n: number): ColumnRotations {
  const capacity = Math.min(CAPACITY, n * n)
  const columns = new Int32Array(capacity)
  const cosines = new Float64Array(capacity)
  const sines = new Float64Array(capacity)
  let count = 0
  const finish = () => {
    for (let start = 0; start < matrix.length; start += 4 * n) {
      rotateRows(matrix.subarray(start, start + 4 * n), n, columns, cosines, sines, count)
    }
    count = 0
  }
  const rotate = (k: number, c: number, s: number) => {
    columns[count] = k
    cosines[count] = c
    sines[count] = s
    count++
    if (count === capacity) finish()
  }
  return { rotate, finish }
}

/** Applies rotations to four rows. The entry of column k + 1 is held back for the rotation of that column, if it comes. */
function rotateRows(
  rows: Float64Array,
  n: number,
  columns: Int32Array,
  cosines: Float64Array,
  sines: Float64Array,
  count: number,
): void {
  let i = 0
  while (i < count) {
    let at = columns[i]
    let left0 = rows[at]
    let left1 = rows[at + n]
    let left2 = rows[at + 2 * n]
    let left3 = rows[at + 3 * n]
    do {
      const c = cosines[i]
      const s = sines[i]
      const right0 = rows[at + 1]
      const right1 = rows[at + 1 + n]
      const right2 = rows[at + 1 + 2 * n]
      const right3 = rows[at + 1 + 3 * n]
      rows[at] = c * left0 + s * right0
      rows[at + n] = c * left1 + s * right1
      rows[at + 2 * n] = c * left2 + s * right2
      rows[at + 3 * n] = c * left3 + s * right3
      left0 = c * right0 - s * left0
      left1 = c * right1 - s * left1
      left2 = c * right2 - s * left2
      left3 = c * right3 - s * left3
      at++
      i++
    } while (i < count && columns[i] === at)
    rows[at] = left0
    rows[at + n] = left1
    rows[at + 2 * n] = left2
    rows[at + 3 * n] = left3
  }
}
