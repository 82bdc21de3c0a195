/**
 * Throws a TypeError when settings have a field that nobody reads, which is most often a slip of the pen: it names the field and
 * the nearest one that there is.
 *
 * @param whose what takes the settings, such as `singlePath`
 */
export function assertKnownKeys(whose: string, settings: object, known: readonly string[]): void {
  const unknown = Object.keys(settings).find((key) => !known.includes(key))
  if (unknown === undefined) return
  const near = nearest(unknown, known)
  throw new TypeError(
    `${whose} knows no ${unknown}; ${near === undefined ? `it takes ${known.join(', ')}` : `did you mean ${near}?`}`,
  )
}

/** The name that differs in the fewest letters, not counting upper and lower case; undefined where more than a third differ. */
function nearest(given: string, names: readonly string[]): string | undefined {
  const shares = names.map((name) => {
    const [a, b] = [given.toLowerCase(), name.toLowerCase()]
    return { name, share: editDistance(a, b) / Math.max(a.length, b.length) }
  })
  return shares.filter(({ share }) => share <= 0.34).sort((a, b) => a.share - b.share)[0]?.name
}

/** Letters that have to be put in, left out or changed to make one text the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]
}
