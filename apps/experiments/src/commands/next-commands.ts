import { displayPath, shellLine } from '@trpo/runs'
import type { TrpoRun } from './find-run.ts'

/** How the command is called from the root of the repository. */
const TRPO = ['npx', '--yes', 'pnpm@10', 'trpo']

/** The command that trains a run on, until it has so many iterations when they are given. */
export function resumeCommand(run: Pick<TrpoRun, 'paths'>, iterations?: number): string {
  const more = iterations === undefined ? [] : ['--iterations', String(iterations)]
  return shellLine([...TRPO, 'resume', displayPath(run.paths.directory), ...more])
}

/** The command that evaluates a run's policy. */
export function evaluateCommand(run: Pick<TrpoRun, 'paths'>): string {
  return shellLine([...TRPO, 'evaluate', displayPath(run.paths.directory)])
}

/** The command that evaluates a run's policy on MuJoCo; undefined for runs that planar physics did not move. */
export function mujocoCommand({ paths, config }: Pick<TrpoRun, 'paths' | 'config'>): string | undefined {
  const { environment } = config
  if (environment.from === 'module' || environment.physics === null || environment.physics === 'mujoco')
    return undefined
  return shellLine([...TRPO, 'evaluate', displayPath(paths.directory), '--physics', 'mujoco'])
}

/** The command that computes a run again and compares every bit. */
export function verifyCommand(run: Pick<TrpoRun, 'paths'>): string {
  return shellLine([...TRPO, 'verify', displayPath(run.paths.directory)])
}

/** The command that was given, as it can be given again. */
export function givenCommand(given: readonly string[]): string {
  return shellLine([...TRPO, ...given])
}
