/** A string or template literal of a source. */
export interface Literal {
  /** The line that it begins in, from 1. */
  readonly line: number
  /** Its text; each value that is put in stands as `…`. */
  readonly text: string
}

/** All string and template literals of a TypeScript source in order, those inside of other templates after those around them. */
export function literalsOf(source: string): readonly Literal[] {
  const found: { line: number; text: string }[] = []
  let line = 1
  let at = 0
  let last = ''

  const next = (): string => {
    if (source[at] === '\n') line++
    return source[at++]
  }

  /** Reads code up to the brace that closes it, or to the end. */
  const code = (): void => {
    for (let depth = 0; at < source.length; ) {
      if (skip('//', '\n') || skip('/*', '*/')) continue
      if (source[at] === '/' && /[(,=:[!&|?{};+\n]|^$/.test(last)) {
        regularExpression()
        continue
      }
      const character = next()
      if (character === '`' || character === "'" || character === '"') literal(character)
      if (character === '{') depth++
      if (character === '}' && depth-- === 0) return
      if (character !== ' ') last = character
    }
  }

  const skip = (from: string, to: string): boolean => {
    if (!source.startsWith(from, at)) return false
    const end = source.indexOf(to, at)
    const until = end < 0 ? source.length : end + (to === '\n' ? 0 : to.length)
    while (at < until) next()
    return true
  }

  const regularExpression = (): void => {
    next()
    for (let inClass = false; at < source.length; ) {
      const character = next()
      if (character === '\\') next()
      if (character === '[') inClass = true
      if (character === ']') inClass = false
      if (character === '/' && !inClass) break
    }
    last = '/'
  }

  const literal = (quote: string): void => {
    const entry = { line, text: '' }
    found.push(entry)
    for (;;) {
      const character = next()
      if (character === undefined || character === quote) break
      if (character === '\\') entry.text += escaped(next())
      else if (quote === '`' && character === '$' && source[at] === '{') {
        next()
        last = '{'
        code()
        entry.text += '…'
      } else entry.text += character
    }
    last = quote
  }

  code()
  return found
}

function escaped(character: string): string {
  return character === 'n' ? '\n' : character
}
