/** The sum of the squares of the values from `from` to before `to`, added in their order. */
export function sumOfSquares(values: Float64Array, from = 0, to: number = values.length): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i] * values[i]
  return sum
}
