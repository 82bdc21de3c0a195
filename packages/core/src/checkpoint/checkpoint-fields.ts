import { show } from '@trpo/math/messages'

/** The fields of the JSON part of a checkpoint. Throws an Error when it is no JSON object. */
export function parseFields(json: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    throw new Error('the checkpoint is not JSON: it is truncated or another kind of file', { cause })
  }
  return recordOf(value, 'the checkpoint')
}

/** The fields of an object. Throws an Error that calls it `what` when it is none. */
export function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} is ${show(value)}; expected an object`)
  return { ...value }
}

/**
 * A field that counts something. Throws an Error that names the field.
 *
 * @param label its name in messages, where it is not a field of the checkpoint itself
 */
export function count(fields: Record<string, unknown>, name: string, label: string = name): number {
  const value = fields[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Error(`checkpoint.${label} is ${show(value)}; expected a whole number of at least 0`)
  return value
}

/** A field that is a version, of those from `from` to `to`. Throws an Error that names the field. */
export function expectVersion(fields: Record<string, unknown>, name: string, from: number, to: number): number {
  const value = count(fields, name)
  if (value < from || value > to)
    throw new Error(
      `checkpoint.${name} is ${value}, this version of @trpo/core reads ${from === to ? to : `${from} to ${to}`}; continue the run with the version that wrote it`,
    )
  return value
}
