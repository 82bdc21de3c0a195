const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/**
 * Turns little-endian elements of `width` bytes into the machine's order, or back, in place. On most machines there is
 * nothing to do.
 */
export function swapToLittleEndian(bytes: Uint8Array, width: number, littleEndian: boolean = hostIsLittleEndian): void {
  if (littleEndian || width === 1) return
  for (let offset = 0; offset < bytes.length; offset += width) bytes.subarray(offset, offset + width).reverse()
}
