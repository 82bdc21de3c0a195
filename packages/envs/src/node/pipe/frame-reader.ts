import { HEADER_BYTES, readHeader } from './frame.ts'

/** Puts frames together from the pieces that a pipe delivers. */
export interface FrameReader {
  /** Takes a piece. Returns in words what is wrong where it is not part of a frame; nothing more can be read after that. */
  add(piece: Uint8Array): string | undefined
}

/**
 * A reader of frames.
 *
 * @param frame called with every frame, header included, in memory of its own
 */
export function frameReader(frame: (bytes: Uint8Array<ArrayBuffer>) => void): FrameReader {
  const header = new Uint8Array(HEADER_BYTES)
  let target: Uint8Array<ArrayBuffer> | undefined
  let filled = 0
  return {
    add(piece) {
      let taken = 0
      while (taken < piece.length || target?.length === filled) {
        const into = target ?? header
        const part = piece.subarray(taken, taken + into.length - filled)
        into.set(part, filled)
        taken += part.length
        filled += part.length
        if (filled < into.length) return undefined
        if (target === undefined) {
          const read = readHeader(header)
          if (typeof read === 'string') return read
          target = new Uint8Array(HEADER_BYTES + read.length)
          target.set(header)
        } else {
          frame(target)
          target = undefined
          filled = 0
        }
      }
      return undefined
    },
  }
}
