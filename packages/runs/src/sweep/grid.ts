/** A setting that a sweep varies. */
export interface GridAxis {
  /** What `--set` calls it, such as `update.maxKl`. */
  readonly name: string
  /** Its values, at least one. */
  readonly values: readonly string[]
}

/** One choice of a value for each axis, as `name=value`. */
export type GridPoint = readonly (readonly [name: string, value: string])[]

/** Every choice of a value for each axis, those of the last axis next to each other; one empty choice of no axes. */
export function gridOf(axes: readonly GridAxis[]): GridPoint[] {
  return axes.reduce<GridPoint[]>(
    (points, { name, values }) =>
      points.flatMap((point) => values.map((value): GridPoint => [...point, [name, value]])),
    [[]],
  )
}

/** Characters of a run's name at most: file systems take 255, and temporary names are longer. */
const LONGEST = 120

/**
 * Names for the runs of a sweep, each another one even where case does not count, as they may stand in a path: letters, digits, `-`, `_` and `.`.
 *
 * @param parts the words that a name is made of, such as a preset, `maxKl0.01` and `seed1`
 */
export function runNames(parts: readonly (readonly string[])[]): string[] {
  const taken = new Set<string>()
  return parts.map((words) => {
    const plain = words
      .map((word) => word.normalize('NFKD').replaceAll(/[^\w.]+/g, '-'))
      .join('-')
      .replaceAll(/-+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .replace(/-+$/, '')
    const name = plain === '' ? 'run' : plain.slice(0, LONGEST)
    let unique = name
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${name}-${count}`
    taken.add(unique.toLowerCase())
    return unique
  })
}
