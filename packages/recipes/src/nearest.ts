import { listed } from '@trpo/math/messages'
import { distance } from 'fastest-levenshtein'

/**
 * The candidate that was most likely meant, or undefined when none is near: at most a third of the letters differ, not
 * counting upper and lower case. The last part of a name is enough (`maxKl` for `update.maxKl`).
 */
export function nearest(given: string, candidates: readonly string[]): string | undefined {
  const wanted = given.toLowerCase()
  let best: { readonly name: string; readonly cost: number } | undefined
  for (const name of candidates) {
    const whole = name.toLowerCase()
    const last = lastPart(whole)
    // A match of the last part alone costs half a letter, so that a whole match wins over it.
    const cost = Math.min(relative(wanted, whole), relative(lastPart(wanted), last) + 0.5 / (last.length + 1))
    if (best === undefined || cost < best.cost) best = { name, cost }
  }
  return best !== undefined && best.cost <= 0.34 ? best.name : undefined
}

/** `; did you mean x?`, or a list of what there is when nothing is near. */
export function suggestion(given: string, candidates: readonly string[]): string {
  const name = nearest(given, candidates)
  if (name !== undefined) return `; did you mean ${name}?`
  return candidates.length === 0 ? '' : `; expected one of ${listed(candidates)}`
}

/** The part of a name after its last dot or slash. */
function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1)
}

function relative(a: string, b: string): number {
  return distance(a, b) / Math.max(a.length, b.length, 1)
}
