import { DataError, WorkerError } from '@trpo/core'
import { PythonError } from '@trpo/envs/node'
import { ConfigError } from '@trpo/recipes'
import { RunError, systemMessage, TakenError } from '@trpo/runs'
import { EpisodeError, NonFiniteError, ReplayError } from '@trpo/samplers'
import { CommanderError } from 'commander'
import { InputError } from './errors.ts'
import { createProgram } from './program.ts'
import { parentChannel, TAKEN } from './progress/parent-channel.ts'
import { userFolder } from './user-folder.ts'

/** Errors whose message says everything. They come from the input, the environment or the machine. */
const OF_WHAT_WAS_GIVEN = [
  InputError,
  ConfigError,
  RunError,
  EpisodeError,
  NonFiniteError,
  ReplayError,
  DataError,
  WorkerError,
  PythonError,
]

/**
 * The exit codes: 0 for success, 1 for a fault of ours, 2 for a mistake in what was given or a disk that refuses, 130 for a
 * signal. A sweep hears by `TAKEN` that another process has the run.
 */
async function main(given: readonly string[]): Promise<number> {
  let code = 0
  try {
    await createProgram(given, (ended) => {
      code = ended
    }).parseAsync([...given], { from: 'user' })
    return code
  } catch (error) {
    // commander has said what is wrong, or has shown help or version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof Error && OF_WHAT_WAS_GIVEN.some((kind) => error instanceof kind)) {
      process.stderr.write(`error: ${error.message}\n`)
      return error instanceof TakenError && parentChannel() !== undefined ? TAKEN : 2
    }
    const refused = systemMessage(error)
    if (refused !== undefined) {
      process.stderr.write(`error: ${refused}\n`)
      return 2
    }
    process.stderr.write(`internal error: ${error instanceof Error ? error.stack : String(error)}\n`)
    return 1
  }
}

process.chdir(userFolder(process.cwd(), process.env) ?? '.')
process.exitCode = await main(process.argv.slice(2))
