/**
 * The first key that occurs twice in one object of `json`, a text that JSON.parse accepts; undefined if there is none.
 * JSON.parse itself silently keeps the last of them.
 */
export function duplicateKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  for (let i = 0; i < json.length; i++) {
    const character = json[i]
    if (character === '{') open.push(new Set())
    else if (character === '[') open.push(undefined)
    else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = closingQuote(json, i)
      const keys = open.at(-1)
      if (keys !== undefined && isKey(json, end)) {
        const key = String(JSON.parse(json.slice(i, end + 1)))
        if (keys.has(key)) return key
        keys.add(key)
      }
      i = end
    }
  }
  return undefined
}

function closingQuote(json: string, opening: number): number {
  let i = opening + 1
  while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1
  return i
}

/** In valid JSON a string is a key exactly when a colon follows. */
function isKey(json: string, end: number): boolean {
  let i = end + 1
  while (json[i] === ' ' || json[i] === '\n' || json[i] === '\r' || json[i] === '\t') i++
  return json[i] === ':'
}
