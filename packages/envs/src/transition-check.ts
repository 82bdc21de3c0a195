import { listed } from '@trpo/math/messages'

/**
 * What is wrong with the result of a step, in words that follow `step() returned`: the field that is no number or truth value.
 * Undefined when all is well.
 */
export function transitionFault(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null) return describeReturned(result)
  const { reward, terminated, truncated }: { reward?: unknown; terminated?: unknown; truncated?: unknown } = result
  const flagged = typeof terminated === 'boolean' && (truncated === undefined || typeof truncated === 'boolean')
  if (typeof reward === 'number' && flagged) return undefined
  if (result instanceof Promise) return describeReturned(result)
  if (typeof reward !== 'number') return wrongField(result, 'reward', reward)
  if (typeof terminated !== 'boolean') return wrongField(result, 'terminated', terminated)
  return wrongField(result, 'truncated', truncated)
}

/** What was returned, in a few words. */
export function describeReturned(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value)
  return value instanceof Promise ? 'a promise' : `an object with the keys [${listed(Object.keys(value), '')}]`
}

function wrongField(result: object, field: string, value: unknown): string {
  return `${describeReturned(result)} whose ${field} is ${describeReturned(value)}`
}
