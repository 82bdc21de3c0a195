import type { Environment } from '../environment.ts'
import { type PlayOptions, playSettings } from './check.ts'
import { play, withEnvironments } from './play.ts'
import { ATTEMPTS } from './time-limit-checks.ts'

/** The most steps that are played to find out. */
const MOST = 200_000

/**
 * Whether an episode of an environment, played as the options say, lasts as long as its time limit. `environmentConformance`
 * takes the answer as its `reachesTimeLimit`. It is false without a limit, and for an environment that fails.
 */
export function reachesTimeLimit(create: () => Environment, options: PlayOptions = {}): boolean {
  try {
    return withEnvironments(create, 1, (environment) => {
      const { timeLimit } = environment.spec
      if (timeLimit === undefined) return false
      const steps = Math.min(MOST, ATTEMPTS * timeLimit)
      // The frame of the reset is the first of an episode.
      let elapsed = -1
      for (const { terminated, truncated } of play(environment, {
        ...playSettings(environment.spec, options),
        steps,
      })) {
        elapsed += 1
        if (elapsed >= timeLimit) return true
        if (terminated || truncated) elapsed = -1
      }
      return false
    })
  } catch {
    return false
  }
}
