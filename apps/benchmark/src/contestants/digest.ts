import { createHash } from 'node:crypto'

/** Names the bits of some numbers: equal for equal bits only. */
export function digest(values: Float64Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
}
