import { log } from '@trpo/math'

/** Recombination weights before they are scaled, and how many candidates they count for. */
export interface RawWeights {
  /** w'_i of the i-th fittest candidate, [lambda], falling (Eq 49). */
  readonly raw: Float64Array
  /** mu, the number of candidates of positive weight: half of them, rounded down. */
  readonly parents: number
  /** mu_eff of the positive weights (Eq 8). */
  readonly muEff: number
  /** mu_eff^- of the others. */
  readonly muEffNegative: number
}

/** w'_i = ln((lambda + 1) / 2) - ln i (Eq 49), and their variance effective selection masses (Table 1). */
export function rawWeights(lambda: number): RawWeights {
  const middle = log((lambda + 1) / 2)
  const raw = Float64Array.from({ length: lambda }, (_, i) => middle - log(i + 1))
  const parents = Math.floor(lambda / 2)
  return {
    raw,
    parents,
    muEff: effectiveMass(raw.subarray(0, parents)),
    muEffNegative: effectiveMass(raw.subarray(parents)),
  }
}

/** What scales the negative weights. */
export interface NegativeScale {
  readonly c1: number
  readonly cMu: number
  /** n, the number of parameters. */
  readonly n: number
}

/**
 * The weights w_i [lambda] (Eq 53): the positive ones sum to 1; the negative ones to minus the least of Eq 50, which lets the
 * covariance neither grow nor shrink on average, Eq 51, and Eq 52, which keeps it positive definite.
 *
 * @param active whether there are negative weights; otherwise they are 0
 */
export function scaledWeights(
  { raw, muEff, muEffNegative }: RawWeights,
  active: boolean,
  { c1, cMu, n }: NegativeScale,
): Float64Array {
  let positive = 0
  let negative = 0
  for (const weight of raw) {
    if (weight > 0) positive += weight
    else negative -= weight
  }
  const noChange = 1 + c1 / cMu
  const selection = 1 + (2 * muEffNegative) / (muEff + 2)
  const definite = (1 - c1 - cMu) / (n * cMu)
  const least = active ? Math.min(noChange, selection, definite) : 0
  return raw.map((weight) => (weight > 0 ? weight / positive : weight < 0 ? (least * weight) / negative : 0))
}

/** (sum w)^2 / sum w^2. */
function effectiveMass(weights: Float64Array): number {
  let sum = 0
  let squares = 0
  for (const weight of weights) {
    sum += weight
    squares += weight * weight
  }
  return squares > 0 ? (sum * sum) / squares : 0
}
