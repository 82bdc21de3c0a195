/**
 * One number for all bits of plain data: numbers, texts, arrays and records of them. Other data give another number, but for
 * an accident of 1 in 2^32.
 */
export function bitsOf(value: unknown): number {
  const hash = fnv()
  hashInto(hash, value)
  return hash.value()
}

/** The same for the numbers first .. end of an array. */
export function bitsBetween(values: ArrayLike<number>, first: number, end: number): number {
  const hash = fnv()
  for (let i = first; i < end; i++) hash.number(values[i])
  return hash.value()
}

interface Hash {
  number(value: number): void
  value(): number
}

function hashInto(hash: Hash, value: unknown): void {
  if (typeof value === 'number') hash.number(value)
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of entriesOf(value)) {
      hashInto(hash, name)
      hashInto(hash, inner)
    }
  else for (const letter of String(value)) hash.number(letter.charCodeAt(0))
}

function entriesOf(value: object): Iterable<readonly [unknown, unknown]> {
  if (value instanceof Float64Array || value instanceof Float32Array) return value.entries()
  return Object.entries(value)
}

/** FNV-1a over the halves of each number. */
function fnv(): Hash {
  const number = new Float64Array(1)
  const halves = new Uint32Array(number.buffer)
  let hash = 0x811c9dc5
  return {
    number(value) {
      number[0] = value
      for (const half of halves) hash = Math.imul(hash ^ half, 0x01000193)
      // The upper bits of a product reach the lower ones only by a shift.
      hash ^= hash >>> 15
    },
    value: () => hash >>> 0,
  }
}
