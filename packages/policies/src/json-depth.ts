/** How deep a JSON text that we read may be nested. Our own texts are nested five deep. */
export const MAXIMUM_JSON_DEPTH = 64

/**
 * How deep the objects and lists of a JSON text are nested. It counts without recursion, which a hostile text would
 * exhaust. A text that is no JSON has some depth too.
 */
export function jsonDepth(text: string): number {
  let deepest = 0
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (inString) {
      if (character === '\\') i++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}
