/** The games of the paper's Table 1, as ALE calls them. */
export const ATARI_GAMES: readonly string[] = [
  'beam_rider',
  'breakout',
  'enduro',
  'pong',
  'qbert',
  'seaquest',
  'space_invaders',
]

/** How a game is played. */
export interface AtariSettings {
  /** The frames that an action is held, which are a step. */
  readonly frameSkip: number
  /** The probability of each frame that it repeats the action of the frame before it, whatever was chosen. */
  readonly stickiness: number
  /** The most frames that pass before an episode begins; how many they are, each as likely, is drawn at its reset. */
  readonly noops: number
  /** The frames after which an episode is truncated. */
  readonly episodeFrames: number
  /** The frames that an observation is a stack of. */
  readonly frameStack: number
  /**
   * What an action is: `factored` the three choices of appendix D, left, stay or right, up, stay or down, and the button; `full`
   * one of the 18 positions of the joystick that ALE numbers.
   */
  readonly actions: 'factored' | 'full'
}

/**
 * The settings of section 8.2 for a game. Frames are skipped and stacked as in Mnih et al. 2013, whose protocol the paper follows:
 * an action is held for 4 frames, but for 3 in Space Invaders, where its lasers blink every fourth; 4 frames are seen at a time.
 *
 * Neither says how an episode begins and when one that does not end is stopped. We take ALE's usual values: up to 30 frames before
 * the policy acts, as otherwise all episodes of a game begin alike, and 108,000 frames, half an hour, which are enough for the
 * paper's scores in Enduro.
 */
export function paperAtari(game: string): AtariSettings {
  return {
    frameSkip: game === 'space_invaders' ? 3 : 4,
    stickiness: 0,
    noops: 30,
    episodeFrames: 108_000,
    frameStack: 4,
    actions: 'factored',
  }
}
