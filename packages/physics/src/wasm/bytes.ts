/** A WebAssembly binary under construction: a list of bytes with the format's variable-length integers (LEB128). */
export interface Bytes {
  readonly list: number[]
  /** Appends bytes as they are. */
  raw(...values: number[]): void
  /** Appends an unsigned integer. */
  unsigned(value: number): void
  /** Appends a signed integer of at most 32 bits. */
  signed(value: number): void
  /** Appends another list of bytes. */
  append(other: readonly number[]): void
}

/** Starts an empty list of bytes. */
export function createBytes(): Bytes {
  const list: number[] = []
  return {
    list,
    raw(...values) {
      for (const value of values) list.push(value)
    },
    unsigned(value) {
      let rest = value
      do {
        const low = rest % 128
        rest = Math.floor(rest / 128)
        list.push(rest > 0 ? low | 0x80 : low)
      } while (rest > 0)
    },
    signed(value) {
      let rest = value | 0
      for (;;) {
        const low = rest & 0x7f
        rest >>= 7
        const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
        list.push(done ? low : low | 0x80)
        if (done) return
      }
    },
    append(other) {
      for (const value of other) list.push(value)
    },
  }
}
