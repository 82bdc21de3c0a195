import { listed } from '@trpo/math/messages'
import { PythonError, type PythonFault } from './python-error.ts'

/** What a failure says, as JSON. */
interface Failure {
  /** The lane, or -1. */
  readonly lane: number
  readonly reason: PythonFault
  readonly message: string
  /** Names that exist. */
  readonly near: readonly string[]
  /** The last lines of a traceback, or nothing. */
  readonly traceback: string
}

/** The error that a failure is on this side, with its traceback below its message. */
export function failureOf(payload: Uint8Array): PythonError {
  const { lane, reason, message, near, traceback }: Failure = JSON.parse(new TextDecoder().decode(payload))
  const meant = near.length === 0 ? '' : `; there is ${listed(near)}`
  const where = traceback === '' ? '' : `\n${traceback}\n`
  return new PythonError(reason, `${message}${remedyOf(reason)}${meant}${where}`, lane < 0 ? {} : { lane })
}

function remedyOf(reason: PythonFault): string {
  return reason === 'package'
    ? '; `trpo setup python` installs what classic control, Box2D, toy text and Atari need, in the right versions; for more, set TRPO_PYTHON to an interpreter of your own that has it'
    : ''
}
