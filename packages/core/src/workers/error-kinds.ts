import { EpisodeError, NonFiniteError, ReplayError } from '@trpo/samplers'
import { DataError } from '../passes/data-error.ts'

/** Those of an error's own properties that are plain. */
type Details = Readonly<Record<string, string | number | boolean | Float64Array>>

/** Makes an error of each kind from what crosses a port. A new kind is one more line. */
const KINDS: Readonly<Record<string, (message: string, details: Details) => Error>> = {
  NonFiniteError: (message, { lane, step }) => new NonFiniteError(message, Number(lane), Number(step)),
  EpisodeError: (message, { lane, step }) => new EpisodeError(message, Number(lane), Number(step)),
  ReplayError: (message, { lane, step }) => new ReplayError(message, Number(lane), Number(step)),
  DataError: (message) => new DataError(message),
  RangeError: (message) => new RangeError(message),
  TypeError: (message) => new TypeError(message),
}

/** An error of that name: of its class where that is known, else an Error with the name. */
export function errorOfKind(name: string, message: string, details: Details): Error {
  const make = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (make !== undefined) return make(message, details)
  const error = new Error(message)
  if (name !== 'Error') error.name = name
  return error
}
