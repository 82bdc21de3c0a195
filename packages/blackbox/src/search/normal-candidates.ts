import { normalRows, type RandomStream } from '@trpo/random'

/** Standard normal draws [rows, n]: draw i of row k is draw i of the stream at (iteration, k, 0). */
export function normalDraws(random: RandomStream, iteration: number, rows: number, n: number): Float64Array {
  const draws = new Float64Array(rows * n)
  const b = Uint32Array.from({ length: rows }, (_, row) => row)
  normalRows(random, { a: iteration, b, c: new Uint32Array(rows) }, rows, n, draws)
  return draws
}

/** Candidates [rows, n] of independent normal coordinates: mean + std z. */
export function diagonalCandidates(
  random: RandomStream,
  iteration: number,
  rows: number,
  { mean, std }: { readonly mean: Float64Array; readonly std: Float64Array },
): Float64Array {
  const n = mean.length
  return normalDraws(random, iteration, rows, n).map((z, at) => mean[at % n] + std[at % n] * z)
}
