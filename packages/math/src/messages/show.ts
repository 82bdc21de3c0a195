import { outline } from './outline.ts'

/**
 * A value as it stands in an error message, in at most 80 characters: its JSON, or `NaN`, `undefined`, `a function`. What has no
 * JSON, such as an object that holds itself, is outlined.
 */
export function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  const text = jsonOf(value) ?? outline(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
    )
  } catch {
    // It holds itself, or is nested too deeply for the stack.
    return undefined
  }
}
