import type { OpenEpisode } from './open-episode.ts'
import type { LanePlan } from './plans/lane-plan.ts'

/** What open episodes have to agree with. */
interface RunOfEpisodes {
  readonly plan: Pick<LanePlan, 'stepsAnIteration'>
  readonly allLanes: number
  readonly actionSize: number
  readonly observationSize: number
}

/**
 * Throws a RangeError unless these are episodes that the iterations before `iteration` can have left open: at most one a
 * lane, in lane order, of lanes that there are, with exactly the steps that the lane has taken since their reset, of
 * finite actions, and with an observation of the environment's size.
 */
export function assertOpenEpisodes(open: readonly OpenEpisode[], iteration: number, run: RunOfEpisodes): void {
  const { plan, allLanes, actionSize, observationSize } = run
  const whole = (value: number, from: number, to: number) => Number.isSafeInteger(value) && value >= from && value < to
  let following = 0
  for (const episode of open) {
    const refuse = (what: string): never => {
      throw new RangeError(`open episode of lane ${episode.lane}: ${what}; it belongs to another run`)
    }
    const { lane, step, actions, observation } = episode
    if (!whole(lane, following, allLanes))
      refuse(`expected lanes in ascending order, each once, the next from ${following} to ${allLanes - 1}`)
    following = lane + 1
    if (!whole(episode.iteration, 0, iteration))
      refuse(`it was reset in iteration ${episode.iteration}; expected one before iteration ${iteration}`)
    const share = plan.stepsAnIteration(lane) ?? refuse('a quota of whole paths leaves none open')
    if (!whole(step, 0, share)) refuse(`it was reset at step ${step} of a lane that takes ${share} an iteration`)
    const size = ((iteration - episode.iteration) * share - step) * actionSize
    if (actions.length !== size)
      refuse(
        `it has ${actions.length} numbers of actions of ${actionSize}; from step ${step} of iteration ${episode.iteration} to iteration ${iteration} there are ${size}`,
      )
    const bad = actions.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) refuse(`number ${bad} of its actions is ${actions[bad]}; expected finite numbers`)
    if (observation.length !== observationSize)
      refuse(`its observation has ${observation.length} numbers; those of the environment have ${observationSize}`)
  }
}
