import { counted } from '@trpo/math/messages'
import { displayPath, type SweepRunState } from '@trpo/runs'
import pc from 'picocolors'
import { commandLine } from '../run/next-commands.ts'
import type { SweepOutcome } from './do-sweep.ts'
import type { PendingRun } from './pending-runs.ts'

/** Says what a sweep is about to do. */
export function introduceSweep(
  directory: string,
  states: readonly SweepRunState[],
  pending: readonly PendingRun[],
): void {
  const count = (state: SweepRunState['state']) => states.filter((run) => run.state === state).length
  const [finished, failed, unreadable] = [count('finished'), count('failed'), count('unreadable')]
  const begun = pending.filter(({ from }) => from > 0).length
  const counts = [
    counted(states.length, 'run'),
    ...(finished > 0 ? [`${finished} finished`] : []),
    ...(begun > 0 ? [`${begun} to resume`] : []),
    ...(failed > 0 ? [`${failed} failed before`] : []),
    ...(unreadable > 0 ? [`${unreadable} cannot be read`] : []),
  ]
  const cores = [...new Set(pending.map((run) => run.cores))]
  console.log(`${pc.dim('sweep'.padEnd(9))}${displayPath(directory)}: ${counts.join(', ')}`)
  if (pending.length > 0) console.log(`${pc.dim('cores'.padEnd(9))}${cores.join(' or ')} a run`)
  console.log('')
}

/** Says what came of a sweep, run by run where one is not done, and which commands come next. */
export function summarizeSweep(directory: string, { states, interrupted }: SweepOutcome): void {
  const shown = displayPath(directory)
  const inState = (...some: SweepRunState['state'][]) => states.filter(({ state }) => some.includes(state))
  const [failed, unreadable] = [inState('failed'), inState('unreadable')]
  const left = inState('unfinished', 'waiting')
  const finished = inState('finished').length
  console.log(
    `\n${pc.bold(interrupted ? 'Interrupted' : finished === states.length ? 'Done' : 'Not all done')}: ${finished} of ${counted(states.length, 'run is', 'runs are')} finished.`,
  )
  for (const { name, reason } of failed) console.log(`${pc.red('failed')}   ${name}: ${reason}`)
  if (failed.length > 0)
    console.log(
      `what they printed is in ${shown}/logs; to try them again: ${commandLine('sweep', '--resume', shown, '--retry')}`,
    )
  for (const { name, reason } of unreadable) console.log(`${pc.red('unreadable')} ${name}: ${reason}`)
  for (const { directory: folder } of unreadable)
    console.log(
      `put its files back, or delete ${displayPath(folder)} to begin it again; then ${commandLine('sweep', '--resume', shown)}`,
    )
  // Something else than this sweep has stopped them.
  if (!interrupted)
    for (const { name, summary } of left)
      console.log(
        `${pc.yellow('stopped')}  ${name}: from outside, with ${summary === undefined ? 'no iteration' : `${summary.iteration}/${counted(summary.iterations, 'iteration')}`} done`,
      )
  if (interrupted || left.length > 0) console.log(`resume   ${commandLine('sweep', '--resume', shown)}`)
  if (finished > 0) console.log(`compare  ${commandLine('compare', shown, '--write', 'curves.svg')}`)
  const one = states.find(({ state }) => state === 'finished')
  if (one !== undefined) console.log(`verify   ${commandLine('verify', displayPath(one.directory))}`)
}
