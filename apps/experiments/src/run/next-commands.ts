import { displayPath, type StoredRun } from './run-directory.ts'
import { shellLine } from './shell-line.ts'

/** How the command is called from the root of the repository. */
const TRPO = ['npx', '--yes', 'pnpm@10', 'trpo']

/** The command that trains a run on, until it has so many iterations when they are given. */
export function resumeCommand(run: Pick<StoredRun, 'paths'>, iterations?: number): string {
  const more = iterations === undefined ? [] : ['--iterations', String(iterations)]
  return shellLine([...TRPO, 'resume', displayPath(run.paths.directory), ...more])
}

/** The command that evaluates a run's policy. */
export function evaluateCommand(run: Pick<StoredRun, 'paths'>): string {
  return shellLine([...TRPO, 'evaluate', displayPath(run.paths.directory)])
}

/** The command that was given, as it can be given again. */
export function givenCommand(given: readonly string[]): string {
  return shellLine([...TRPO, ...given])
}
