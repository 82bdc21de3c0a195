import type { ParentChannel } from './parent-channel.ts'
import type { Progress, ProgressSettings } from './progress.ts'

/** Milliseconds between two messages, but for the last one. */
const EVERY = 100

/** Progress that is told to the parent, which draws it. */
export function channelProgress({ to }: Pick<ProgressSettings, 'to'>, channel: ParentChannel): Progress {
  let said = Number.NEGATIVE_INFINITY
  let meanReturn: number | null = null
  return {
    during() {},
    done({ iteration, episodes }) {
      meanReturn = episodes.meanReturn ?? meanReturn
      if (iteration < to && performance.now() - said < EVERY) return
      said = performance.now()
      channel.say({ iteration, to, meanReturn })
    },
    stop() {},
  }
}
