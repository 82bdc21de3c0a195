import { outline } from '@trpo/math/messages'
import { swapToLittleEndian } from './byte-order.ts'
import { elementCount, MAXIMUM_HEADER_BYTES, TENSOR_TYPES, type Tensor } from './tensor.ts'
import { encodeUtf8 } from './utf8.ts'

const typeOrder = Object.keys(TENSOR_TYPES)

/**
 * The bytes of a safetensors file with these tensors and this metadata.
 *
 * The layout is that of the reference implementation: wide elements first, then by name, with the header padded with
 * spaces to a multiple of 8 bytes. Every array is therefore aligned, and equal contents give equal bytes in whatever
 * order they come.
 *
 * Throws a TypeError or RangeError on a name that is given twice or is `__metadata__`, a dtype that is not known, data
 * of another type or length than dtype and shape say, metadata that is not text, or a header above 100 MB.
 */
export function encodeSafetensors(
  tensors: Iterable<readonly [name: string, tensor: Tensor]>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const entries = [...tensors].sort(([a, { dtype: left }], [b, { dtype: right }]) => {
    const byType = typeOrder.indexOf(left) - typeOrder.indexOf(right)
    return byType !== 0 ? byType : a < b ? -1 : 1
  })

  const header: string[] = []
  if (Object.keys(metadata).length > 0) header.push(`"__metadata__":${JSON.stringify(checkMetadata(metadata))}`)
  const names = new Set(['__metadata__'])
  let end = 0
  for (const [name, tensor] of entries) {
    if (names.has(name)) throw new RangeError(`the tensor name ${outline(name)} is taken: use another`)
    names.add(name)
    checkTensor(name, tensor)
    const begin = end
    end += tensor.data.byteLength
    const { dtype, shape } = tensor
    header.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`)
  }
  const text = encodeUtf8(`{${header.join(',')}}`)
  const headerBytes = Math.ceil(text.length / 8) * 8
  if (headerBytes > MAXIMUM_HEADER_BYTES) {
    throw new RangeError(`the header takes ${headerBytes} bytes, a safetensors file may have ${MAXIMUM_HEADER_BYTES}`)
  }

  const bytes = new Uint8Array(8 + headerBytes + end)
  // Below 2^32, so the upper half of the 64-bit length stays 0.
  new DataView(bytes.buffer).setUint32(0, headerBytes, true)
  bytes.set(text, 8)
  bytes.fill(0x20, 8 + text.length, 8 + headerBytes)
  let offset = 8 + headerBytes
  for (const [, { dtype, data }] of entries) {
    const target = bytes.subarray(offset, offset + data.byteLength)
    target.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    swapToLittleEndian(target, TENSOR_TYPES[dtype].bytes)
    offset += data.byteLength
  }
  return bytes
}

function checkTensor(name: string, { dtype, shape, data }: Tensor): void {
  if (!Object.hasOwn(TENSOR_TYPES, dtype)) {
    throw new RangeError(`tensor ${outline(name)}: dtype is ${outline(dtype)}, expected one of ${typeOrder.join(', ')}`)
  }
  const { array } = TENSOR_TYPES[dtype]
  if (!(data instanceof array)) {
    throw new TypeError(`tensor ${outline(name)}: data is ${outline(data)}, ${dtype} takes a ${array.name}`)
  }
  const count = elementCount(shape)
  if (count === undefined) throw new RangeError(`tensor ${outline(name)}: shape must be an array of whole numbers`)
  if (count !== data.length) {
    throw new RangeError(
      `tensor ${outline(name)}: data has length ${data.length}, shape [${shape.join(', ')}] has ${count}`,
    )
  }
}

function checkMetadata(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== 'string')
      throw new TypeError(`metadata ${outline(key)} is ${outline(value)}, expected a string`)
  }
  return metadata
}
