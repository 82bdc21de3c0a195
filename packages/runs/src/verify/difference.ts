/** Two values that should have had the same bits. */
export interface Difference {
  /** The file, as the run has it: `metrics.jsonl, line 3`, `checkpoints/000003` or `policy`. */
  readonly where: string
  /** The quantity: `update.kl`, `policy.0.weight[3]`. */
  readonly field: string
  /** What the run has there, in full precision. */
  readonly recorded: string
  /** What comes out now. */
  readonly recomputed: string
}

/** A number that nobody can mistake: the shortest decimal that reads back to it, and its bits in hexadecimal. */
function exact(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return `${Object.is(value, -0) ? '-0' : value} (0x${view.getBigUint64(0).toString(16).padStart(16, '0')})`
}

/** What two JSON values differ in, field by field in the order of `recomputed`; then what only `recorded` has. */
export function jsonDifferences(where: string, recorded: unknown, recomputed: unknown, field = ''): Difference[] {
  if (isRecord(recorded) && isRecord(recomputed)) {
    const names = new Set([...Object.keys(recomputed), ...Object.keys(recorded)])
    return [...names].flatMap((name) =>
      jsonDifferences(where, own(recorded, name), own(recomputed, name), field === '' ? name : `${field}.${name}`),
    )
  }
  if (Array.isArray(recorded) && Array.isArray(recomputed)) {
    const length = Math.max(recorded.length, recomputed.length)
    return Array.from({ length }, (_, i) => jsonDifferences(where, recorded[i], recomputed[i], `${field}[${i}]`)).flat()
  }
  return Object.is(recorded, recomputed)
    ? []
    : [{ where, field, recorded: inFull(recorded), recomputed: inFull(recomputed) }]
}

/** What two arrays of numbers differ in, bit for bit; `place` names an entry. */
export function arrayDifferences(
  where: string,
  recorded: Float64Array,
  recomputed: Float64Array,
  place: (index: number) => string,
): Difference[] {
  const found: Difference[] = []
  const length = Math.max(recorded.length, recomputed.length)
  for (let i = 0; i < length; i++)
    if (!Object.is(recorded[i], recomputed[i]))
      found.push({ where, field: place(i), recorded: inFull(recorded[i]), recomputed: inFull(recomputed[i]) })
  return found
}

function inFull(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return exact(value)
  const text = JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}...` : text
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
