import type { RestorableLanes } from '../lanes.ts'
import { frameStackLanes } from '../transforms/frame-stack-lanes.ts'
import { timeLimitLanes } from '../transforms/time-limit-lanes.ts'
import type { AtariBackend } from './backend.ts'
import { factoredActionLanes } from './factored-actions.ts'
import { type AtariSettings, paperAtari } from './games.ts'

/**
 * Lanes of an Atari game as section 8.2 has it. Observation [frameStack, 52, 40] in bytes; the reward is the raw score.
 *
 * Throws a RangeError that names the first setting that is out of range, and what the backend throws.
 *
 * @param game the game, as ALE calls it: `pong`
 * @param settings what is to differ from `paperAtari(game)`
 */
export function atariLanes(
  backend: AtariBackend,
  game: string,
  count: number,
  settings: Partial<AtariSettings> = {},
): RestorableLanes {
  const { frameSkip, stickiness, noops, episodeFrames, frameStack, actions } = atariSettings(game, settings)
  const frames = backend({ game, lanes: count, frameSkip, stickiness, noops, screen: 'grey' })
  const limited = timeLimitLanes(frames, Math.ceil(episodeFrames / frameSkip))
  const stacked = frameStackLanes(limited, frameStack)
  return actions === 'full' ? stacked : factoredActionLanes(stacked)
}

/** `paperAtari(game)` with some settings of one's own. Throws a RangeError that names the first one that is out of range. */
export function atariSettings(game: string, own: Partial<AtariSettings>): AtariSettings {
  const settings = { ...paperAtari(game), ...own }
  const { stickiness, actions } = settings
  for (const [name, least] of [
    ['frameSkip', 1],
    ['noops', 0],
    ['episodeFrames', 1],
    ['frameStack', 1],
  ] as const)
    if (!Number.isSafeInteger(settings[name]) || settings[name] < least)
      throw new RangeError(`${name} of ${game} is ${settings[name]}; give a whole number of at least ${least}`)
  if (!(stickiness >= 0 && stickiness < 1))
    throw new RangeError(`stickiness of ${game} is ${stickiness}; give a probability below 1`)
  if (actions !== 'factored' && actions !== 'full')
    throw new RangeError(`actions of ${game} are ${String(actions)}; give 'factored' or 'full'`)
  return settings
}
