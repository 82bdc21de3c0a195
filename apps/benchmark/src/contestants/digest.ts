import { createHash } from 'node:crypto'

/** A digest of the bits of some numbers, which is equal only for equal bits. */
export function digest(values: Float64Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
}
