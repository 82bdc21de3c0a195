import type { ObservationArray } from '@trpo/networks'

/** So many numbers, such as those of a frame, are copied faster at once than one by one. */
const MANY = 64

/** Copies a row of `size` numbers, converted where the arrays are of two types. */
export function copyRow(
  from: ObservationArray,
  fromRow: number,
  to: ObservationArray,
  toRow: number,
  size: number,
): void {
  const start = fromRow * size
  const at = toRow * size
  if (size > MANY) to.set(from.subarray(start, start + size), at)
  else for (let i = 0; i < size; i++) to[at + i] = from[start + i]
}
