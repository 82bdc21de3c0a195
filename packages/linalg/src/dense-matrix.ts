/** A dense matrix in f64. */
export interface DenseMatrix {
  /** Number of rows. */
  readonly rows: number
  /** Number of columns. */
  readonly columns: number
  /** The entries, row-major `[rows, columns]`: entry (i, j) is `data[i * columns + j]`. */
  readonly data: Float64Array
}

/**
 * A dense matrix from its entries, row-major; without `data` all entries are zero. `data` is not copied.
 *
 * Throws a RangeError when a size is not a whole number of at least 1, or when `data` is not `rows * columns` long.
 */
export function denseMatrix(rows: number, columns: number, data?: Float64Array): DenseMatrix {
  for (const size of [rows, columns]) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`denseMatrix: got ${rows} x ${columns}, expected whole numbers of at least 1`)
    }
  }
  if (data !== undefined && data.length !== rows * columns) {
    throw new RangeError(
      `denseMatrix: got ${data.length} entries for ${rows} x ${columns}, expected ${rows * columns}, row-major`,
    )
  }
  return { rows, columns, data: data ?? new Float64Array(rows * columns) }
}

/** The product A v: a new vector `[rows]` from a vector `[columns]`. Throws a RangeError when the sizes do not fit. */
export function multiply(matrix: DenseMatrix, v: Float64Array): Float64Array {
  const { rows, columns, data } = matrix
  if (v.length !== columns) {
    throw new RangeError(`multiply: got a vector of length ${v.length} for a ${rows} x ${columns} matrix`)
  }
  const result = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += data[i * columns + j] * v[j]
    result[i] = sum
  }
  return result
}

/** Throws a RangeError unless the matrix is square. `what` names the caller. */
export function assertSquare(what: string, matrix: DenseMatrix): void {
  if (matrix.rows !== matrix.columns) {
    throw new RangeError(`${what}: got a ${matrix.rows} x ${matrix.columns} matrix, expected a square one`)
  }
}

/** Entries of a symmetric matrix may differ from their mirror images by this fraction of the largest entry. */
const asymmetryAllowed = 1e-4

/**
 * (A + A') / 2 as a new matrix: exactly symmetric, and bit-equal to A where A already was.
 *
 * Products in f32 leave a matrix symmetric up to rounding only, which is allowed here. A matrix that is further from
 * symmetric than 1e-4 of its largest entry was not meant for a symmetric method, and throws a RangeError that names
 * `what`.
 */
export function symmetrised(what: string, matrix: DenseMatrix): DenseMatrix {
  assertSquare(what, matrix)
  const { rows: n, data } = matrix
  let largest = 0
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]))
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const lower = data[i * n + j]
      const upper = data[j * n + i]
      if (Math.abs(lower - upper) > asymmetryAllowed * largest) {
        throw new RangeError(
          `${what}: entry (${i}, ${j}) is ${lower} and (${j}, ${i}) is ${upper}, expected a symmetric matrix`,
        )
      }
      const mean = lower === upper ? lower : 0.5 * (lower + upper)
      result[i * n + j] = mean
      result[j * n + i] = mean
    }
  }
  return { rows: n, columns: n, data: result }
}
