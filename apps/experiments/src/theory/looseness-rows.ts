import { boundRow, DELTA, randomOld } from './bound-rows.ts'

/** How many times the real error the penalty of Equation (9) is, over many random processes of one discount. */
export interface LoosenessRow {
  readonly discount: number
  /** 1 / (1 - gamma). */
  readonly horizon: number
  readonly low: number
  readonly median: number
  readonly high: number
}

/** Deciles 1, 5 and 9 of penalty / error for steps of max KL 0.01, for each discount, over processes of seeds 1, 2, ... */
export function loosenessRows(discounts: readonly number[], processes: number): LoosenessRow[] {
  return discounts.map((discount) => {
    const ratios = Array.from({ length: processes }, (_, i) => {
      const { klPenalty, error } = boundRow(randomOld(i + 1, discount), DELTA)
      return klPenalty / error
    }).sort((a, b) => a - b)
    const decile = (tenths: number) => ratios[Math.round((tenths / 10) * (processes - 1))]
    return { discount, horizon: 1 / (1 - discount), low: decile(1), median: decile(5), high: decile(9) }
  })
}
