import type { TrainingRecord } from '@trpo/core'
import { endedByEvaluations } from '@trpo/recipes/node'
import { displayPath, shellLine } from '@trpo/runs'
import { calledAs } from '../called-as.ts'
import type { TrpoRun } from './find-run.ts'

/** A command as it can be given in the folder that the user stands in. */
export function commandLine(...words: readonly string[]): string {
  return shellLine([...calledAs(), ...words])
}

/** The command that resumes a run, to the given number of iterations if there is one. */
export function resumeCommand(run: Pick<TrpoRun, 'paths'>, iterations?: number): string {
  const more = iterations === undefined ? [] : ['--iterations', String(iterations)]
  return commandLine('resume', displayPath(run.paths.directory), ...more)
}

/** The command that evaluates a run's policy. */
export function evaluateCommand(run: Pick<TrpoRun, 'paths'>): string {
  return commandLine('evaluate', displayPath(run.paths.directory))
}

/** The command that draws a run's policy. Undefined for environments that are not built in, which cannot all be drawn. */
export function renderCommand({ paths, config }: Pick<TrpoRun, 'paths' | 'config'>): string | undefined {
  if (config.environment.from !== 'registry') return undefined
  return commandLine('render', displayPath(paths.directory))
}

/** The command that evaluates a run's policy on MuJoCo. Undefined for runs that planar physics did not move. */
export function mujocoCommand({ paths, config }: Pick<TrpoRun, 'paths' | 'config'>): string | undefined {
  const { environment } = config
  if (environment.from !== 'registry' || environment.physics === null || environment.physics === 'mujoco')
    return undefined
  return commandLine('evaluate', displayPath(paths.directory), '--physics', 'mujoco')
}

/** The command that repeats the episode in which a run has failed. */
export function replayCommand(run: Pick<TrpoRun, 'paths'>): string {
  return commandLine('replay', displayPath(run.paths.directory))
}

/** The command that computes a run again and compares every bit. */
export function verifyCommand(run: Pick<TrpoRun, 'paths'>): string {
  return commandLine('verify', displayPath(run.paths.directory))
}

/** The commands that may come next, in a report. A run that its evaluations ended is not resumed: it would end at once. */
export function nextCommands(
  run: Pick<TrpoRun, 'paths' | 'config'>,
  records: readonly TrainingRecord[],
): readonly string[] {
  const resume = endedByEvaluations(run.config, records) ? [] : resumeCommand(run, run.config.iterations * 2)
  return [resume, evaluateCommand(run), mujocoCommand(run) ?? [], verifyCommand(run)].flat()
}
