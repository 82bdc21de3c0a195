import { CommanderError } from 'commander'
import { InputError } from './errors.ts'
import { createProgram } from './program.ts'

/** Runs the command and gives its exit code: 0 on success, 1 for a fault of ours, 2 for a mistake in what was given. */
export async function main(given: readonly string[]): Promise<number> {
  try {
    await createProgram(given).parseAsync([...given], { from: 'user' })
    return 0
  } catch (error) {
    // commander has said what is wrong, or has shown help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof InputError) {
      process.stderr.write(`error: ${error.message}\n`)
      return 2
    }
    process.stderr.write(`internal error: ${withCauses(error)}\n`)
    return 1
  }
}

function withCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { stack, cause } = error
  return cause === undefined ? `${stack}` : `${stack}\ncaused by ${withCauses(cause)}`
}
