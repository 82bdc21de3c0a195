import type { Command } from 'commander'
import type { ExitCode } from './commands/session.ts'
import type { SetupOptions } from './commands/setup-python.ts'
import { examples } from './program-options.ts'

/**
 * Adds the command that installs what some environments need.
 *
 * @param ended hears the exit code
 */
export function addSetupCommands(program: Command, ended: (code: ExitCode) => void): void {
  program
    .command('setup')
    .description("install what other people's environments need")
    .command('python')
    .description(
      "make a Python environment of its own for the environments of Gymnasium: the system's Python is not changed",
    )
    .option('--python <interpreter>', 'make it with this one, 3.10 or newer (default: the first on the path)')
    .option('--folder <dir>', "where (default: TRPO_PYTHON_FOLDER, or trpo/python in the user's folder for caches)")
    .option('--check', 'say what is there, and change nothing', false)
    .addHelpText(
      'after',
      `${examples('trpo setup python', 'trpo setup python --check', 'trpo setup python --python /usr/bin/python3.12')}\n\nAn interpreter of your own that has gymnasium is used where TRPO_PYTHON names it.`,
    )
    .action(async (options: SetupOptions) => {
      const { setupPython } = await import('./commands/setup-python.ts')
      ended(await setupPython(options))
    })
}
