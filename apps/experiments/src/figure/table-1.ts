/** A row of Table 1: what it is called, and the score in each game. */
export interface ScoreRow {
  readonly name: string
  /** By game; null where there is none. */
  readonly scores: Readonly<Record<string, number | null>>
}

/** The games of Table 1, with what the paper calls them. */
export const TABLE_1_GAMES: Readonly<Record<string, string>> = {
  beam_rider: 'B. Rider',
  breakout: 'Breakout',
  enduro: 'Enduro',
  pong: 'Pong',
  qbert: 'Q*bert',
  seaquest: 'Seaquest',
  space_invaders: 'S. Invaders',
}

/** The published rows of Table 1 (Schulman et al. 2015). */
export const TABLE_1: readonly ScoreRow[] = [
  row('Random', [354, 1.2, 0, -20.4, 157, 110, 179]),
  row('Human (Mnih et al. 2013)', [7456, 31.0, 368, -3.0, 18900, 28010, 3690]),
  row('Deep Q Learning (Mnih et al. 2013)', [4092, 168.0, 470, 20.0, 1952, 1705, 581]),
  row('UCC-I (Guo et al. 2014)', [5702, 380, 741, 21, 20025, 2995, 692]),
  row('TRPO, single path (paper)', [1425.2, 10.8, 534.6, 20.9, 1973.5, 1908.6, 568.4]),
  row('TRPO, vine (paper)', [859.5, 34.2, 430.8, 20.9, 7732.5, 788.4, 450.2]),
]

function row(name: string, scores: readonly number[]): ScoreRow {
  return { name, scores: Object.fromEntries(Object.keys(TABLE_1_GAMES).map((game, i) => [game, scores[i]])) }
}
