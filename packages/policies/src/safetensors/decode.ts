import { messageOf, outline } from '@trpo/math/messages'
import { jsonDepth, MAXIMUM_JSON_DEPTH } from '../json-depth.ts'
import { swapToLittleEndian } from './byte-order.ts'
import { duplicateKey } from './duplicate-key.ts'
import { elementCount, MAXIMUM_HEADER_BYTES, TENSOR_TYPES, type Tensor, type TensorType } from './tensor.ts'
import { decodeUtf8 } from './utf8.ts'

/** The contents of a safetensors file. */
export interface Safetensors {
  /** The tensors by name, in the order in which their data lie. */
  readonly tensors: ReadonlyMap<string, Tensor>
  /** Texts about the file, by key. */
  readonly metadata: Readonly<Record<string, string>>
}

interface Entry {
  readonly name: string
  readonly dtype: TensorType
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

/**
 * Reads a safetensors file of any origin.
 *
 * Everything is checked before any tensor is copied out, so no more memory is taken than a small multiple of the file.
 * The format: a 64-bit little-endian header length of at most 100 MB; that much UTF-8 JSON, starting with `{`, which
 * gives each tensor's dtype, shape and byte range; then the data, every byte of which belongs to exactly one tensor.
 *
 * Throws an Error that names the tensor or field when the bytes are not such a file, are truncated, or hold an element
 * type other than F64, F32, I64, I32, U32 and U8.
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const { header, dataStart } = readHeader(bytes)
  const dataBytes = bytes.length - dataStart
  let metadata: Readonly<Record<string, string>> = {}
  const entries: Entry[] = []
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') metadata = readMetadata(value)
    else entries.push(readEntry(name, value, dataBytes))
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end)
  checkCoverage(entries, dataBytes)

  const tensors = new Map<string, Tensor>()
  for (const { name, dtype, shape, begin, end } of entries) {
    // A copy: it is aligned, and the file's bytes can be let go. (`slice` would not copy when the bytes are a Buffer.)
    const data = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end))
    swapToLittleEndian(data, TENSOR_TYPES[dtype].bytes)
    tensors.set(name, tensorOf(dtype, shape, data.buffer))
  }
  return { tensors, metadata }
}

function readHeader(bytes: Uint8Array): { readonly header: object; readonly dataStart: number } {
  if (bytes.length < 8) {
    throw fault(`there are ${bytes.length} bytes, the header length alone takes 8: truncated, or another kind of file`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8)
  const length = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true)
  if (length > MAXIMUM_HEADER_BYTES) {
    throw fault(`the header length is ${length}, more than ${MAXIMUM_HEADER_BYTES}: another kind of file?`)
  }
  const dataStart = 8 + length
  if (dataStart > bytes.length) {
    throw fault(`the header should end at byte ${dataStart}, the file ends at ${bytes.length}: it is truncated`)
  }
  if (bytes[8] !== 0x7b || length === 0) throw fault('the header does not start with {')
  let text: string
  let header: unknown
  try {
    text = decodeUtf8(bytes.subarray(8, dataStart))
  } catch (error) {
    throw fault(`the header is not JSON in UTF-8 (${messageOf(error)})`)
  }
  const depth = jsonDepth(text)
  if (depth > MAXIMUM_JSON_DEPTH) throw fault(`the header is nested ${depth} deep, more than ${MAXIMUM_JSON_DEPTH}`)
  try {
    header = JSON.parse(text)
  } catch (error) {
    throw fault(`the header is not JSON in UTF-8 (${messageOf(error)})`)
  }
  const twice = duplicateKey(text)
  if (twice !== undefined) throw fault(`the header has ${outline(twice)} twice`)
  // It starts with a brace, so it is an object.
  return { header: header as object, dataStart }
}

function readMetadata(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) throw fault(`__metadata__ is ${outline(value)}, expected a record of strings`)
  const entries = Object.entries(value).map(([key, text]): [string, string] => {
    if (typeof text !== 'string') throw fault(`__metadata__ ${outline(key)} is ${outline(text)}, expected a string`)
    return [key, text]
  })
  return Object.fromEntries(entries)
}

function readEntry(name: string, value: unknown, dataBytes: number): Entry {
  const at = `tensor ${outline(name)}`
  if (!isRecord(value)) throw fault(`${at} is ${outline(value)}, expected a record`)
  const { dtype, shape, data_offsets: offsets } = value
  if (!isTensorType(dtype)) {
    throw fault(`${at}: dtype is ${outline(dtype)}, this reader knows ${Object.keys(TENSOR_TYPES).join(', ')}`)
  }
  const count = elementCount(shape)
  if (count === undefined) throw fault(`${at}: shape is ${outline(shape)}, expected an array of whole numbers`)
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every((o) => Number.isSafeInteger(o) && o >= 0)) {
    throw fault(`${at}: data_offsets is ${outline(offsets)}, expected an array of two whole numbers`)
  }
  const [begin, end]: readonly number[] = offsets
  if (begin > end) throw fault(`${at}: data_offsets start at ${begin}, after their end ${end}`)
  if (end > dataBytes) {
    throw fault(`${at}: data_offsets end at ${end}, the file has ${dataBytes} bytes of data: it is truncated`)
  }
  const size = count * TENSOR_TYPES[dtype].bytes
  if (end - begin !== size) {
    throw fault(`${at}: data_offsets span ${end - begin} bytes, ${count} elements of ${dtype} take ${size}`)
  }
  return { name, dtype, shape: shape as readonly number[], begin, end }
}

/** Throws unless the entries, sorted, cover bytes 0 to dataBytes without gap or overlap. */
function checkCoverage(entries: readonly Entry[], dataBytes: number): void {
  let covered = 0
  let before = ''
  for (const { name, begin, end } of entries) {
    if (begin < covered) throw fault(`tensor ${outline(name)} overlaps tensor ${outline(before)}`)
    if (begin > covered)
      throw fault(`data bytes ${covered} to ${begin}, before tensor ${outline(name)}, are no tensor's`)
    covered = end
    before = name
  }
  if (covered < dataBytes) throw fault(`data bytes ${covered} to ${dataBytes}, the last ones, are no tensor's`)
}

function tensorOf(dtype: TensorType, shape: readonly number[], buffer: ArrayBuffer): Tensor {
  // The table pairs every dtype with its array; TypeScript cannot follow that pairing through a variable.
  return { dtype, shape, data: new TENSOR_TYPES[dtype].array(buffer) } as Tensor
}

function isTensorType(value: unknown): value is TensorType {
  return typeof value === 'string' && Object.hasOwn(TENSOR_TYPES, value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fault(message: string): Error {
  return new Error(`safetensors: ${message}`)
}
