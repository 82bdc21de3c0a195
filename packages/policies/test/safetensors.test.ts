import { readFileSync } from 'node:fs'
import { decodeSafetensors, encodeSafetensors, type Tensor } from '@trpo/policies'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { swapToLittleEndian } from '../src/safetensors/byte-order.ts'
import { decodeUtf8, encodeUtf8 } from '../src/safetensors/utf8.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

const golden = readFileSync(new URL('../goldens/python.safetensors', import.meta.url))

/** What goldens/generate.py wrote. */
const goldenTensors: readonly (readonly [string, Tensor])[] = [
  ['bytes', { dtype: 'U8', shape: [3], data: Uint8Array.of(0, 127, 255) }],
  ['weight', { dtype: 'F64', shape: [2, 3], data: Float64Array.of(1.5, -2.25, Math.PI, 5e-324, -0, Infinity) }],
  ['single', { dtype: 'F32', shape: [2], data: Float32Array.of(0.1, -3) }],
  ['count', { dtype: 'I64', shape: [], data: BigInt64Array.of(-(2n ** 62n) - 1n) }],
  ['bias', { dtype: 'F64', shape: [1], data: Float64Array.of(2 ** -52) }],
  ['i32', { dtype: 'I32', shape: [2, 1], data: Int32Array.of(-(2 ** 31), 7) }],
  ['u32', { dtype: 'U32', shape: [1], data: Uint32Array.of(2 ** 32 - 1) }],
  ['empty', { dtype: 'F32', shape: [0, 4], data: new Float32Array(0) }],
  ['größe ✓ "quoted"\n', { dtype: 'F32', shape: [1], data: Float32Array.of(1) }],
]

describe('the file that the Python library wrote', () => {
  test('is read, from a Buffer and from plain bytes', () => {
    for (const bytes of [golden, new Uint8Array(golden)]) {
      const { tensors, metadata } = decodeSafetensors(bytes)
      expect(metadata).toEqual({ 'made by': 'Python' })
      expect(new Map(tensors)).toEqual(new Map(goldenTensors))
    }
  })

  test('is what we write, byte for byte, in whatever order the tensors come', () => {
    expect(encodeSafetensors(goldenTensors, { 'made by': 'Python' })).toEqual(new Uint8Array(golden))
    expect(encodeSafetensors(goldenTensors.toReversed(), { 'made by': 'Python' })).toEqual(new Uint8Array(golden))
  })

  test('decoded tensors are copies', () => {
    const bytes = new Uint8Array(golden)
    const { tensors } = decodeSafetensors(bytes)
    bytes.fill(0)
    expect(tensors.get('bytes')?.data).toEqual(Uint8Array.of(0, 127, 255))
  })
})

const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
const tensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom('F64', 'F32', 'I64', 'I32', 'U32', 'U8'), shape)
  .chain(([dtype, dimensions]) => {
    const count = dimensions.reduce((a, b) => a * b, 1)
    const bytes = fc.uint8Array({ minLength: 8 * count, maxLength: 8 * count })
    return bytes.map(({ buffer }): Tensor => {
      switch (dtype) {
        case 'F64':
          return { dtype, shape: dimensions, data: new Float64Array(buffer, 0, count) }
        case 'F32':
          return { dtype, shape: dimensions, data: new Float32Array(buffer, 0, count) }
        case 'I64':
          return { dtype, shape: dimensions, data: new BigInt64Array(buffer, 0, count) }
        case 'I32':
          return { dtype, shape: dimensions, data: new Int32Array(buffer, 0, count) }
        case 'U32':
          return { dtype, shape: dimensions, data: new Uint32Array(buffer, 0, count) }
        default:
          return { dtype: 'U8', shape: dimensions, data: new Uint8Array(buffer, 0, count) }
      }
    })
  })
const name = fc
  .oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '0', ''))
  .filter((n) => n !== '__metadata__')
const contents = fc.uniqueArray(fc.tuple(name, tensor), { selector: ([key]) => key, maxLength: 5 })

test('what is written is read back, bit for bit, at any offset in memory', () => {
  fc.assert(
    fc.property(contents, fc.dictionary(fc.string(), fc.string()), fc.nat(9), (tensors, metadata, shift) => {
      const bytes = encodeSafetensors(tensors, metadata)
      const shifted = new Uint8Array(bytes.length + shift).subarray(shift)
      shifted.set(bytes)
      const again = decodeSafetensors(shifted)
      expect(new Map(again.tensors)).toEqual(new Map(tensors))
      expect(Object.entries(again.metadata).sort()).toEqual(Object.entries(metadata).sort())
    }),
  )
})

/** A file with this header and so many bytes of data. */
function file(header: string | object, dataBytes = 0, padding = ''): Uint8Array {
  const text = new TextEncoder().encode((typeof header === 'string' ? header : JSON.stringify(header)) + padding)
  const bytes = new Uint8Array(8 + text.length + dataBytes)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  return bytes
}

/** The header {} in a file that says it has `length` bytes. */
function headed(length: number): Uint8Array {
  const bytes = file('{}')
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
  return bytes
}

const f64 = (begin: number, end: number, ...dimensions: number[]) => ({
  dtype: 'F64',
  shape: dimensions,
  data_offsets: [begin, end],
})

test('an empty header, padded with spaces, holds nothing', () => {
  expect(decodeSafetensors(file('{}', 0, '      ')).tensors.size).toBe(0)
})

test.each<[string, Uint8Array, string]>([
  ['no bytes', new Uint8Array(0), 'there are 0 bytes'],
  ['seven bytes', new Uint8Array(7), 'there are 7 bytes, the header length alone takes 8'],
  ['eight bytes', new Uint8Array(8), 'does not start with {'],
  ['a truncated header', file({ a: f64(0, 8, 1) }, 8).subarray(0, 20), 'it is truncated'],
  ['truncated data', file({ a: f64(0, 8, 1) }, 7), 'tensor "a": data_offsets end at 8, the file has 7 bytes of data'],
  ['a huge header length', new Uint8Array(16).fill(255), 'more than 100000000'],
  [
    'a header length whose upper half is set',
    headed(2 ** 32 + 2),
    'the header length is 4294967298, more than 100000000',
  ],
  ['a header of the largest length', headed(100_000_000), 'should end at byte 100000008, the file ends at 10'],
  ['a header one byte longer than the file', headed(3), 'should end at byte 11, the file ends at 10'],
  ['a header of length 0 before a brace', headed(0), 'the header does not start with {'],
  ['a header just too long', Uint8Array.of(1, 225, 245, 5, 0, 0, 0, 0, 123), 'the header length is 100000001'],
  ['a header of length 0', new Uint8Array(9), 'does not start with {'],
  ['a list as header', file('[]'), 'does not start with {'],
  ['leading whitespace', file(' {}'), 'does not start with {'],
  ['a byte order mark', file('\uFEFF{}'), 'does not start with {'],
  ['a byte order mark within', file('{\uFEFF}'), 'not JSON'],
  ['broken JSON', file('{"a":'), 'not JSON'],
  ['bytes that are not UTF-8', file('{"a": "?"}').map((byte) => (byte === 63 ? 255 : byte)), 'not JSON in UTF-8'],
  ['a name twice', file('{"a":{},"\\u0061":{}}'), '"a" twice'],
  ['a field twice', file('{"a":{"dtype":"F64","dtype":"F32"}}'), '"dtype" twice'],
  ['an overlap', file({ a: f64(0, 16, 2), b: f64(8, 24, 2) }, 24), 'tensor "b" overlaps tensor "a"'],
  ['the same bytes twice', file({ a: f64(0, 8, 1), b: f64(0, 8, 1) }, 8), 'overlaps'],
  ['a gap', file({ a: f64(0, 8, 1), b: f64(16, 24, 1) }, 24), 'data bytes 8 to 16, before tensor "b"'],
  ['a gap in front', file({ a: f64(8, 16, 1) }, 16), 'data bytes 0 to 8'],
  ['bytes behind', file({ a: f64(0, 8, 1) }, 9), 'data bytes 8 to 9, the last ones'],
  ['a wrong size', file({ a: f64(0, 8, 2) }, 8), 'tensor "a": data_offsets span 8 bytes, 2 elements of F64 take 16'],
  ['offsets in reverse', file({ a: f64(8, 0, 1) }, 8), 'tensor "a": data_offsets start at 8, after their end 0'],
  ['negative offsets', file({ a: f64(-8, 0, 1) }, 8), 'two whole numbers'],
  ['fractional offsets', file({ a: f64(0.5, 8.5, 1) }, 9), 'two whole numbers'],
  ['one offset', file({ a: { dtype: 'F64', shape: [1], data_offsets: [0] } }, 8), 'two whole numbers'],
  ['a huge shape', file({ a: f64(0, 8, 2 ** 31, 2 ** 31) }, 8), 'tensor "a": shape'],
  ['a negative shape', file({ a: f64(0, 8, -1, -1) }, 8), 'tensor "a": shape'],
  ['a shape that is no list', file({ a: { dtype: 'F64', shape: 1, data_offsets: [0, 8] } }, 8), 'shape is 1'],
  ['an unknown dtype', file({ a: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] } }, 2), 'dtype is "BF16"'],
  [
    'an inherited dtype',
    file({ a: { dtype: 'toString', shape: [1], data_offsets: [0, 2] } }, 2),
    'dtype is "toString"',
  ],
  ['no fields', file({ a: {} }), 'tensor "a": dtype is undefined'],
  ['a number for a tensor', file({ a: 1 }), 'tensor "a" is 1'],
  ['metadata that is no record', file({ __metadata__: [] }), '__metadata__ is an array'],
  ['metadata that is no text', file({ __metadata__: { a: 1 } }), '__metadata__ "a" is 1'],
])('%s is refused', (_, bytes, message) => {
  expect(() => decodeSafetensors(bytes)).toThrow(message)
})

test('offsets beyond 2^31 bytes are whole numbers too', () => {
  const far = file({ a: f64(2 ** 40, 2 ** 40 + 8, 1) }, 8)
  expect(() => decodeSafetensors(far)).toThrow('data_offsets end at 1099511627784, the file has 8 bytes of data')
})

test('a byte order mark is kept as the character that it is', () => {
  expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b))).toBe('\uFEFF{')
  expect([...encodeUtf8('\uFEFF{')]).toEqual([0xef, 0xbb, 0xbf, 0x7b])
  const metadata = { '\uFEFFnote': '\uFEFFtext' }
  expect(decodeSafetensors(encodeSafetensors([], metadata)).metadata).toEqual(metadata)
})

test.each([1, 8, 57, 58, 59, 60, 61, 62, 63, 64, 65])(
  'a header of %i characters more is padded to 8 bytes',
  (length) => {
    const bytes = encodeSafetensors([], { a: 'x'.repeat(length) })
    const view = new DataView(bytes.buffer)
    const text = JSON.stringify({ __metadata__: { a: 'x'.repeat(length) } })
    expect(view.getUint32(0, true)).toBe(8 * Math.ceil(text.length / 8))
    expect(view.getUint32(4, true)).toBe(0)
    expect(bytes.length).toBe(8 + view.getUint32(0, true))
    expect(new TextDecoder().decode(bytes.subarray(8))).toBe(text.padEnd(view.getUint32(0, true)))
  },
)

const one: Tensor = { dtype: 'F64', shape: [1], data: Float64Array.of(1) }
test.each<[string, () => Uint8Array, string]>([
  ['a name twice', () => encodeSafetensors([['a', one] as const, ['a', one] as const]), '"a" is taken'],
  ['the reserved name', () => encodeSafetensors([['__metadata__', one]]), '"__metadata__" is taken'],
  ['a wrong length', () => encodeSafetensors([['a', { ...one, shape: [2] }]]), 'data has length 1, shape [2] has 2'],
  [
    'a wrong array',
    () => encodeSafetensors([['a', { ...one, dtype: 'F32' } as unknown as Tensor]]),
    'F32 takes a Float32Array',
  ],
  ['a wrong dtype', () => encodeSafetensors([['a', { ...one, dtype: 'F16' } as unknown as Tensor]]), 'dtype is "F16"'],
  ['a wrong shape', () => encodeSafetensors([['a', { ...one, shape: [0.5] }]]), 'whole numbers'],
  [
    'metadata of numbers',
    () => encodeSafetensors([], { a: 1 } as unknown as Record<string, string>),
    'metadata "a" is 1',
  ],
])('%s is not written', (_, encode, message) => {
  expect(encode).toThrow(message)
})

test('random bytes, and valid files with random changes, are read or refused with an error', () => {
  const start = encodeSafetensors(goldenTensors, { 'made by': 'us' })
  const mutated = fc
    .tuple(
      fc.array(fc.tuple(fc.nat(start.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      fc.option(fc.nat(start.length)),
    )
    .map(([changes, length]) => {
      const bytes = start.slice()
      for (const [at, value] of changes) bytes[at] = value
      return length === null ? bytes : bytes.slice(0, length)
    })
  const headed = fc.tuple(fc.json(), fc.nat(20)).map(([json, data]) => file(json, data))
  const field = fc.oneof(
    fc.jsonValue(),
    fc.nat(40),
    fc.constantFrom('F64', 'U8'),
    fc.array(fc.nat(9), { maxLength: 3 }),
  )
  const entry = fc.record({ dtype: field, shape: field, data_offsets: field }, { requiredKeys: [] })
  const nearly = fc.tuple(fc.dictionary(fc.string(), entry), fc.nat(40)).map(([header, data]) => file(header, data))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated, headed, nearly), (bytes) => {
      try {
        decodeSafetensors(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        expect(String(error)).toMatch(/^Error: safetensors: .{5}/s)
      }
    }),
    { numRuns: 2000 },
  )
})

test('elements are reversed on a big-endian machine, and only there', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
  swapToLittleEndian(bytes, 4, false)
  expect([...bytes]).toEqual([4, 3, 2, 1, 8, 7, 6, 5])
  swapToLittleEndian(bytes, 1, false)
  swapToLittleEndian(bytes, 8, true)
  expect([...bytes]).toEqual([4, 3, 2, 1, 8, 7, 6, 5])
})
