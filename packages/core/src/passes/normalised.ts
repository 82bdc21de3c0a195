import { expArray } from '@trpo/math'

/** exp of each entry over the sum of exp in its row of `size`, in place; no entry is too large for it. */
export function normalised(logs: Float64Array, size: number): Float64Array {
  for (let at = 0; at < logs.length; at += size) {
    let greatest = -Infinity
    for (let k = at; k < at + size; k++) greatest = Math.max(greatest, logs[k])
    for (let k = at; k < at + size; k++) logs[k] -= greatest
  }
  expArray(logs, logs, logs.length)
  for (let at = 0; at < logs.length; at += size) {
    let sum = 0
    for (let k = at; k < at + size; k++) sum += logs[k]
    for (let k = at; k < at + size; k++) logs[k] /= sum
  }
  return logs
}
