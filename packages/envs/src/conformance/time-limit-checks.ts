import { expectThat } from '@trpo/math/expectations'
import type { Environment } from '../environment.ts'
import type { ConformanceCheck, PlaySettings } from './check.ts'
import { play, withEnvironments } from './play.ts'

/** Episodes that may end early before the limit counts as out of reach. */
export const ATTEMPTS = 10

/** The time limit truncates at exactly `spec.timeLimit` steps, never before, and nothing truncates without one. */
export function timeLimitChecks(
  create: () => Environment,
  settings: PlaySettings,
  reaches: boolean,
): ConformanceCheck[] {
  return [
    {
      name: 'only a time limit truncates, and exactly at spec.timeLimit',
      remedy:
        'State the limit as spec.timeLimit and return truncated: true at exactly that step, or leave both out and return timeLimit(environment, steps) of @trpo/envs. What the dynamics end is terminated.',
      run: () =>
        withEnvironments(create, 1, (environment) => {
          const limit = environment.spec.timeLimit
          const steps = limit !== undefined && reaches ? ATTEMPTS * limit : settings.steps
          let elapsed = -1
          let episodes = 0
          for (const { terminated, truncated } of play(environment, { ...settings, steps })) {
            elapsed += 1
            expectThat(
              !truncated || limit !== undefined,
              `step ${elapsed} is truncated, but spec.timeLimit is not set: what the dynamics end is terminated`,
            )
            expectThat(!truncated || elapsed === limit, `step ${elapsed} is truncated, the time limit is ${limit}`)
            const ended = terminated || truncated
            expectThat(elapsed !== limit || ended, `step ${elapsed} goes on, though the time limit is ${limit}`)
            if (truncated) {
              expectThat(!terminated, `step ${elapsed} reaches the time limit and is terminated as well as truncated`)
              if (reaches) return
            }
            if (!ended) continue
            elapsed = -1
            episodes += 1
            expectThat(
              !reaches || limit === undefined || episodes < ATTEMPTS,
              `${ATTEMPTS} episodes terminated before the time limit of ${limit}: give an act that keeps them alive, or set reachesTimeLimit to false`,
            )
          }
        }),
    },
  ]
}
