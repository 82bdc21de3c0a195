import { listed } from '@trpo/math/messages'
import { distance } from 'fastest-levenshtein'

/**
 * Throws a TypeError when settings have a field that nobody reads, most often by a slip of the pen. The message names the field
 * and the nearest one that exists.
 *
 * @param whose what takes the settings, such as `singlePath`
 */
export function assertKnownKeys(whose: string, settings: object, known: readonly string[]): void {
  const unknown = Object.keys(settings).find((key) => !known.includes(key))
  if (unknown === undefined) return
  const near = nearest(unknown, known)
  throw new TypeError(
    `${whose} knows no ${unknown}; ${near === undefined ? `it takes ${listed(known)}` : `did you mean ${near}?`}`,
  )
}

/** The name that differs in the fewest letters, whatever their case. Undefined where more than a third differ. */
function nearest(given: string, names: readonly string[]): string | undefined {
  const shares = names.map((name) => {
    const [a, b] = [given.toLowerCase(), name.toLowerCase()]
    return { name, share: distance(a, b) / Math.max(a.length, b.length) }
  })
  return shares.filter(({ share }) => share <= 0.34).sort((a, b) => a.share - b.share)[0]?.name
}
