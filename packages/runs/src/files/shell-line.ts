/** A word as a POSIX shell reads it back: quoted when it has to be. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** A command line of its words. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}

/** The words of a command line that `shellLine` made. */
export function shellWords(line: string): string[] {
  const words = line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? []
  return words.map((word) => word.replace(/'([^']*)'|\\(.)/g, (_, quoted, escaped) => quoted ?? escaped))
}
