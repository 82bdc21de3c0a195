import { channelProgress } from './channel-progress.ts'
import { parentChannel } from './parent-channel.ts'
import { barProgress, lineProgress, type Progress, type ProgressSettings } from './progress.ts'

/** Told to a parent that listens; else a bar that redraws itself on a terminal, and one plain line an iteration elsewhere. */
export function createProgress(settings: ProgressSettings, output: NodeJS.WriteStream): Progress {
  const channel = parentChannel()
  if (channel !== undefined) return channelProgress(settings, channel)
  return output.isTTY ? barProgress(settings, output) : lineProgress(settings, output)
}
