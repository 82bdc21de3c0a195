/** A round of a search: how many candidates are in it, and how many iterations each has had at its end. */
export interface HalvingRound {
  /** How many take part in it. */
  readonly candidates: number
  /** Iterations that each of them has had at its end, those of earlier rounds included. */
  readonly iterations: number
}

/** What rounds are planned from. */
export interface HalvingPlan {
  /** Candidates of the first round, at least 1. */
  readonly candidates: number
  /** Iterations of the last round, at least 1. */
  readonly iterations: number
  /** How many times fewer candidates the next round has, and how many times more iterations: a whole number of at least 2. */
  readonly factor: number
}

/**
 * The rounds of successive halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter
 * optimization", with another factor than 2): each has the best of the one before, one in `factor`, for `factor` times as many
 * iterations, so that all rounds cost about the same. There are as many as the candidates suffice for, and no round has less
 * than one iteration.
 */
export function halvingRounds({ candidates, iterations, factor }: HalvingPlan): HalvingRound[] {
  const lengths = [iterations]
  for (let left = Math.floor(candidates / factor); left >= 1 && lengths[0] > 1; left = Math.floor(left / factor))
    lengths.unshift(Math.ceil(lengths[0] / factor))
  let left = candidates
  return lengths.map((length) => {
    const round = { candidates: left, iterations: length }
    left = Math.floor(left / factor)
    return round
  })
}

/**
 * The places of the best scores, the best first; of equal ones the earlier comes first. null stands for what has no score: it is
 * never among them, so that there may be fewer than `count`.
 */
export function bestOf(scores: readonly (number | null)[], count: number): number[] {
  return scores
    .flatMap((score, index) => (score === null ? [] : [{ score, index }]))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, count)
    .map(({ index }) => index)
}
