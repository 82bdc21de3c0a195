import { errorOfKind } from './error-kinds.ts'

/** What was thrown, in a form that every port carries: classes do not survive cloning, and some ports drop more than that. */
export interface WireError {
  /** Name of the error; undefined when it was no error. */
  readonly name: string | undefined
  /** Its message, or what was thrown as a text. */
  readonly message: string
  /** Its stack, where there is one. */
  readonly stack: string | undefined
  /**
   * Its own properties that are texts, numbers, truth values or lists of numbers, such as the `code` and the `syscall` of a
   * system's error, or what an episode had done before it failed.
   */
  readonly details: Readonly<Record<string, string | number | boolean | Float64Array>>
  /** What caused it, as far as `MAX_CAUSES`. */
  readonly cause: WireError | undefined
}

/** How many causes of causes are told at most, since they may form a circle. */
const MAX_CAUSES = 8

/** Types of properties that are carried unchanged. */
const CARRIED: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause'])

/**
 * What was thrown, in the form in which it leaves a worker. This never throws, since in a web worker nobody would hear of it.
 */
export function toWire(thrown: unknown): WireError {
  try {
    return describe(thrown, MAX_CAUSES)
  } catch {
    return noError('what has no text')
  }
}

function noError(message: string): WireError {
  return { name: undefined, message, stack: undefined, details: {}, cause: undefined }
}

function describe(thrown: unknown, causes: number): WireError {
  if (!(thrown instanceof Error)) return noError(String(thrown))
  const { name, message, stack } = thrown
  return {
    name: String(name),
    message: String(message),
    stack: stack === undefined ? undefined : String(stack),
    details: Object.fromEntries(Object.entries(thrown).filter(([key, value]) => !CARRIED.has(key) && isPlain(value))),
    cause: thrown.cause === undefined || causes === 0 ? undefined : describe(thrown.cause, causes - 1),
  }
}

function isPlain(value: unknown): value is string | number | boolean | Float64Array {
  if (value instanceof Float64Array) return true
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/**
 * The error that a worker threw: of the same kind where `errorOfKind` knows it, or else an Error of its name. Its cause has the name, the stack and the cause that it had in the worker.
 */
export function fromWire(wire: WireError): Error {
  if (wire.name === undefined) return new Error(`the worker threw ${wire.message}, which is no error`)
  const error = Object.assign(errorOfKind(wire.name, wire.message, wire.details), wire.details)
  error.cause = asThrown(wire)
  return error
}

/** What was thrown in the worker, as faithfully as it can be rebuilt here. */
function asThrown({ name, message, stack, details, cause }: WireError): unknown {
  if (name === undefined) return message
  const error = Object.assign(new Error(message), details)
  error.name = name
  if (stack !== undefined) error.stack = stack
  if (cause !== undefined) error.cause = asThrown(cause)
  return error
}
