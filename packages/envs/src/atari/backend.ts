import type { RestorableLanes } from '../lanes.ts'
import type { AtariSettings } from './games.ts'

/** What an emulator is asked for. */
export interface AtariRequest extends Pick<AtariSettings, 'frameSkip' | 'stickiness' | 'noops'> {
  /** The game, as ALE calls it. */
  readonly game: string
  /** How many lanes, each of which plays a game of its own. */
  readonly lanes: number
  /**
   * What is observed: `grey` the frame [52, 40] that `atariLanes` stacks, `rgb` the screen [210, 160, 3] in colours, both in bytes.
   *
   * A grey frame is made of the last two screens of a step: the brightness of each pixel (ALE's), the greater of the two, and the
   * mean, rounded, of each square of 4 x 4 pixels of rows 1 to 208.
   */
  readonly screen: 'grey' | 'rgb'
}

/**
 * An emulator of the Atari 2600. `aleBackend` of `@trpo/envs/node` is one, in Python; an emulator in WebAssembly could be another.
 *
 * The lanes take one of ALE's 18 positions of the joystick, hold it for `frameSkip` frames, reward with the score of these, and
 * terminate when the game is over; the loss of a life is no end, and nothing truncates. They can go back to earlier states, with all
 * that is random in them. Equal draws at a reset and equal actions give equal bits.
 */
export type AtariBackend = (request: AtariRequest) => RestorableLanes
