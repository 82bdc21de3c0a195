/**
 * sum + values[from] + ... + values[from + rows - 1], from left to right. Passes call this instead of adding to a variable of their
 * own from within a closure: engines keep such a variable in the heap, and allocate a number for every sum.
 */
export function plusAll(sum: number, values: ArrayLike<number>, from: number, rows: number): number {
  let total = sum
  for (let row = from; row < from + rows; row++) total += values[row]
  return total
}

/** The same, of weights[from + row] values[row]. */
export function plusWeighted(
  sum: number,
  weights: ArrayLike<number>,
  from: number,
  values: ArrayLike<number>,
  rows: number,
): number {
  let total = sum
  for (let row = 0; row < rows; row++) total += weights[from + row] * values[row]
  return total
}
