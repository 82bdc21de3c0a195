import { drawGait } from '@trpo/drawing'
import { messageOf } from '@trpo/math/messages'
import { displayPath, listCheckpoints } from '@trpo/runs'
import { NotDrawableError } from '../render/drawable-source.ts'
import { filmOfRun } from '../render/film-of-run.ts'
import { STILL_LENGTH } from '../render/write-picture.ts'
import type { TrpoRun } from '../run/find-run.ts'
import { commandLine } from '../run/next-commands.ts'
import { escapeHtml, figure } from './html.ts'

/**
 * A still of a run's gait for its report, as markup. It is empty where there is no policy yet or the environment cannot be drawn,
 * and says why where something fails: a report is written whatever its picture does.
 */
export async function gaitFigure(run: TrpoRun): Promise<string> {
  // A game has no gait, and a report does not start an emulator.
  if (run.config.environment.from === 'atari') return ''
  if ((await listCheckpoints(run.paths.checkpoints)).length === 0) return ''
  try {
    const { film } = await filmOfRun(run, { choice: 'mode', length: STILL_LENGTH })
    const moving = commandLine('render', displayPath(run.paths.directory))
    const caption = `Poses of the policy at equal distances in time, with most likely actions. See it move: ${moving}`
    return `<div class="gait">${figure('Gait', caption, drawGait(film))}</div>`
  } catch (error) {
    if (error instanceof NotDrawableError) return ''
    return `<p class="warning">${escapeHtml(`The gait could not be drawn: ${messageOf(error)}`)}</p>`
  }
}
