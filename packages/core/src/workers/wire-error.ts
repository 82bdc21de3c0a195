import { NonFiniteError, ReplayError } from '@trpo/samplers'
import { DataError } from '../train/data-error.ts'

/** What was thrown, in a form that every port carries: classes do not survive cloning, and some ports drop more than that. */
export interface WireError {
  /** Name of the error; undefined when it was no error. */
  readonly name: string | undefined
  /** Its message, or what was thrown as a text. */
  readonly message: string
  /** Its stack, where there is one. */
  readonly stack: string | undefined
  /** Lane and step of a NonFiniteError or ReplayError. */
  readonly at: readonly [lane: number, step: number] | undefined
}

/** What was thrown, for the way out of a worker. */
export function toWire(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { name: undefined, message: String(thrown), stack: undefined, at: undefined }
  const { name, message, stack } = thrown
  const at =
    thrown instanceof NonFiniteError || thrown instanceof ReplayError
      ? ([thrown.lane, thrown.step] as const)
      : undefined
  return { name, message, stack, at }
}

/**
 * The error that a worker threw: of the same kind where it is one of NonFiniteError, ReplayError, DataError, RangeError,
 * TypeError, or else an Error of its name. Its cause has the name and the stack that it had in the worker.
 */
export function fromWire(wire: WireError): Error {
  if (wire.name === undefined) return new Error(`the worker threw ${wire.message}, which is no error`)
  const error = ofItsKind(wire)
  const cause = new Error(wire.message)
  cause.name = wire.name
  if (wire.stack !== undefined) cause.stack = wire.stack
  error.cause = cause
  return error
}

function ofItsKind({ name = 'Error', message, at }: WireError): Error {
  if (at !== undefined)
    return name === 'ReplayError' ? new ReplayError(message, ...at) : new NonFiniteError(message, ...at)
  switch (name) {
    case 'DataError':
      return new DataError(message)
    case 'RangeError':
      return new RangeError(message)
    case 'TypeError':
      return new TypeError(message)
    default: {
      const error = new Error(message)
      if (name !== 'Error') error.name = name
      return error
    }
  }
}
