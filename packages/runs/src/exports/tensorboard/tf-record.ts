import { crc32c } from './crc32c.ts'

/**
 * Bytes as an entry of a TFRecord file, the container of TensorFlow's event files: their number as 64 bits, its checksum, the
 * bytes, their checksum; all numbers little-endian.
 */
export function tfRecord(bytes: Uint8Array): Uint8Array {
  const entry = Buffer.alloc(bytes.length + 16)
  entry.writeBigUInt64LE(BigInt(bytes.length), 0)
  entry.writeUInt32LE(maskedChecksum(entry.subarray(0, 8)), 8)
  entry.set(bytes, 12)
  entry.writeUInt32LE(maskedChecksum(bytes), bytes.length + 12)
  return entry
}

/** A checksum is masked, so that one of bytes which hold checksums themselves is sound: rotated right by 15 bits, plus a constant. */
function maskedChecksum(bytes: Uint8Array): number {
  const checksum = crc32c(bytes)
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0
}
