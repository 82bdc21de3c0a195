import type { StatewiseBounds } from './coordinates.ts'

/** The greatest d'(F_s + cI)d / 2 over the states, and the sum of lambda_s (F_s + cI) d, [p], in the parameters themselves. */
export function pulledBy(
  { factors, damping }: StatewiseBounds,
  d: Float64Array,
  multipliers: Float64Array,
): { readonly greatest: number; readonly pulled: Float64Array } {
  const { states, rank, size, data } = factors
  const pulled = new Float64Array(size)
  let [ridge, total, greatest] = [0, 0, 0]
  for (let i = 0; i < size; i++) ridge += damping * d[i] * d[i]
  for (let s = 0; s < states; s++) {
    let form = ridge
    total += multipliers[s]
    for (let row = s * rank; row < (s + 1) * rank; row++) {
      let entry = 0
      for (let i = 0; i < size; i++) entry += data[row * size + i] * d[i]
      form += entry * entry
      for (let i = 0; i < size; i++) pulled[i] += multipliers[s] * entry * data[row * size + i]
    }
    greatest = Math.max(greatest, 0.5 * form)
  }
  for (let i = 0; i < size; i++) pulled[i] += total * damping * d[i]
  return { greatest, pulled }
}
