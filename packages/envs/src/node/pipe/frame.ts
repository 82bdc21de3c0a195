/** The version of the protocol that this side speaks. */
const PROTOCOL_VERSION = 1

/** Bytes of a frame's header: magic, version, type, sequence, set, length, flags. */
export const HEADER_BYTES = 24

/** What a frame is. An answer has the type of its request, or is a failure. */
export const MESSAGE = {
  hello: 1,
  open: 2,
  reset: 3,
  step: 4,
  snapshot: 5,
  restore: 6,
  close: 7,
  failure: 255,
} as const

/** The letters TRPO, as a little-endian number. */
const MAGIC = 0x4f505254

/** A header, as the protocol's page describes it (docs/python-bridge.md). */
export interface FrameHeader {
  /** What the frame is, of `MESSAGE`. */
  readonly type: number
  /** The number of the request; an answer repeats it. */
  readonly sequence: number
  /** The lanes that it is about. */
  readonly set: number
  /** Bytes of the payload. */
  readonly length: number
}

/** A frame's bytes with a header, and room for a payload of `length` bytes. */
export function newFrame({ type, sequence, set, length }: FrameHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint16(4, PROTOCOL_VERSION, true)
  view.setUint16(6, type, true)
  view.setUint32(8, sequence, true)
  view.setUint32(12, set, true)
  view.setUint32(16, length, true)
  return bytes
}

/** Reads a header. Returns in words what is wrong where the bytes are not one of this protocol. */
export function readHeader(bytes: Uint8Array): FrameHeader | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  if (view.getUint32(0, true) !== MAGIC) return `it sent ${quoted(bytes)}, which begins no frame`
  const version = view.getUint16(4, true)
  const flags = view.getUint32(20, true)
  if (version !== PROTOCOL_VERSION || flags !== 0)
    return `it speaks version ${version} of the protocol (flags ${flags}), expected version ${PROTOCOL_VERSION} (flags 0)`
  return {
    type: view.getUint16(6, true),
    sequence: view.getUint32(8, true),
    set: view.getUint32(12, true),
    length: view.getUint32(16, true),
  }
}

/** The next multiple of eight, at which every array of a payload begins. */
export function aligned(bytes: number): number {
  return (bytes + 7) & ~7
}

function quoted(bytes: Uint8Array): string {
  return JSON.stringify(new TextDecoder().decode(bytes.subarray(0, HEADER_BYTES)))
}
