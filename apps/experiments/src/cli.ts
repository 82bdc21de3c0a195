import { DataError } from '@trpo/core'
import { NonFiniteError } from '@trpo/samplers'
import { CommanderError } from 'commander'
import { InputError } from './errors.ts'
import { createProgram } from './program.ts'

/** The exit codes: 0 fine, 1 a fault of ours, 2 a mistake in what was given, 130 stopped by a signal. */
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
    if (error instanceof InputError || error instanceof NonFiniteError || error instanceof DataError) {
      process.stderr.write(`error: ${error.message}\n`)
      return 2
    }
    process.stderr.write(`internal error: ${error instanceof Error ? error.stack : String(error)}\n`)
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
