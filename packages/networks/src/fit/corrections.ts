/** What the bias correction of one step of Adam multiplies with. */
export interface Correction {
  /** rate / (1 - beta1^t), the factor of the first moment. */
  readonly rate: number
  /** 1 / sqrt(1 - beta2^t), the factor of the second moment's square root. */
  readonly root: number
}

/** The correction of step t, from 1 (Kingma and Ba 2015, algorithm 1). It depends on t alone, not on earlier steps. */
export function correctionOf(step: number, rate: number, beta1: number, beta2: number): Correction {
  return { rate: rate / (1 - power(beta1, step)), root: 1 / Math.sqrt(1 - power(beta2, step)) }
}

/** base^exponent for a whole exponent, by repeated squaring: the engine's own power differs between engines. */
function power(base: number, exponent: number): number {
  let result = 1
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= base
    base *= base
  }
  return result
}
