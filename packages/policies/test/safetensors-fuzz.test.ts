import { decodePolicy, decodeSafetensors, encodePolicy, encodeSafetensors, type Tensor } from '@trpo/policies'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { jsonPlaces } from '../../../test/json-places.ts'
import { readOrRefused } from './hostile.ts'
import { policies } from './policies.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

/** A file whose header claims to be `claimed` bytes long. */
function file(header: string, dataBytes: number, claimed?: bigint): Uint8Array {
  const text = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + text.length + dataBytes)
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true)
  bytes.set(text, 8)
  return bytes
}

/** Numbers where sizes, offsets and lengths go wrong. */
const edge = fc.constantFrom(
  ...[0, -0, 1, -1, 0.5, 7, 8, 9, 16, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 8, 2 ** 53 - 1, 2 ** 53, 2 ** 63],
  ...[1e308, -1e308, Number.MIN_VALUE],
)
const number = fc.oneof(edge, fc.integer({ min: -2, max: 40 }))
const junk = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string(), edge)
const dtype = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('F64', 'F32', 'I64', 'I32', 'U32', 'U8') },
  fc.constantFrom('BF16', 'f64', '__proto__', 'constructor', 'hasOwnProperty', ''),
  junk,
)
const entry = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      {
        dtype,
        shape: fc.oneof({ weight: 4, arbitrary: fc.array(number, { maxLength: 5 }) }, junk),
        data_offsets: fc.oneof({ weight: 4, arbitrary: fc.array(number, { minLength: 1, maxLength: 3 }) }, junk),
      },
      { requiredKeys: [] },
    ),
  },
  junk,
)
const key = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom('__metadata__', '__proto__', 'constructor', 'toString', 'a'),
)
const header = fc.oneof(
  fc.dictionary(key, entry, { maxKeys: 4 }).map((fields) => JSON.stringify(fields)),
  // Keys twice, which JSON.stringify does not write.
  fc
    .array(fc.tuple(key, entry), { maxLength: 4 })
    .map(
      (fields) => `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
    ),
  fc.json(),
  fc.string(),
)
const length = fc.oneof(
  fc.constant(undefined),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0n, 1n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n),
)

describe('decodeSafetensors, given anything', () => {
  test('reads it or says what is wrong; what it reads is no larger than the file, and is written again alike', () => {
    fc.assert(
      fc.property(header, fc.nat(64), length, (text, dataBytes, claimed) => {
        const bytes = file(text, dataBytes, claimed)
        readOrRefused(() => {
          const { tensors, metadata } = decodeSafetensors(bytes)
          let total = 0
          for (const { data, shape } of tensors.values()) {
            total += data.byteLength
            expect(shape.reduce((a, b) => a * b, 1)).toBe(data.length)
          }
          expect(total).toBe(dataBytes)
          const again = decodeSafetensors(encodeSafetensors(tensors, metadata))
          expect(new Map(again.tensors)).toEqual(new Map(tensors))
        }, Error)
      }),
      { numRuns: 3000 },
    )
  })

  test('refuses every truncation of a file, and every byte too many', () => {
    const tensors: [string, Tensor][] = [
      ['a', { dtype: 'F64', shape: [2], data: Float64Array.of(1, 2) }],
      ['b', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) }],
    ]
    const whole = encodeSafetensors(tensors)
    for (let size = 0; size < whole.length; size++)
      expect(() => decodeSafetensors(whole.subarray(0, size))).toThrow(/^safetensors: /)
    const longer = new Uint8Array(whole.length + 1)
    longer.set(whole)
    expect(() => decodeSafetensors(longer)).toThrow(/are no tensor's/)
  })

  test.each([
    [
      'a header nested a million deep',
      `{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`,
      /the header is nested 1000001 deep/,
    ],
    ['objects nested a million deep', `${'{"a":'.repeat(1e6)}1${'}'.repeat(1e6)}`, /the header is nested 1000000 deep/],
    ['a deep header that is no JSON', '{'.repeat(1e6), /the header is nested/],
    ['metadata nested too deep', `{"__metadata__":{"a":${'['.repeat(65)}${']'.repeat(65)}}}`, /the header is nested/],
    ['a string of brackets is no nesting', `{"${'[{'.repeat(100)}":1}`, /tensor "\[\{.*is 1, expected a record/],
    ['a name of a megabyte', `{"${'x'.repeat(1e6)}":1}`, /tensor "x{60}"\.\.\. is 1/],
    [
      'the last of many names twice',
      `{${Array.from({ length: 20_000 }, (_, i) => `"${i}":1`).join()},"7":1}`,
      /"7" twice/,
    ],
    [
      'shapes whose product wraps around to the right size',
      '{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}',
      /shape/,
    ],
    [
      'a shape of a million ones',
      `{"a":{"dtype":"U8","shape":[${'1,'.repeat(1e6)}1],"data_offsets":[0,9]}}`,
      /data_offsets end at 9/,
    ],
  ])('%s: refused, and nothing is made for it', (_, text, message) => {
    const bytes = file(text, 0)
    const before = process.memoryUsage().arrayBuffers
    expect(() => decodeSafetensors(bytes)).toThrow(message)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24)
  })
})

describe('decodePolicy, given anything', () => {
  const [[, policy]] = policies
  const { json, tensors } = encodePolicy(policy)
  const plain = encodeSafetensors(decodeSafetensors(tensors).tensors)

  /** The description with a value somewhere in it exchanged for another. */
  const mutated = fc.tuple(fc.nat(), fc.oneof(junk, number), fc.boolean()).map(([at, value, drop]) => {
    const document: unknown = JSON.parse(json)
    const places = jsonPlaces(document)
    const [parent, name] = places[at % places.length]
    if (drop) Reflect.deleteProperty(parent, name)
    else Reflect.set(parent, name, structuredClone(value))
    return JSON.stringify(document)
  })

  test('with any field of the description changed: read, or refused with the field named', () => {
    fc.assert(
      fc.property(mutated, (text) => readOrRefused(() => decodePolicy(text, plain), Error, RangeError)),
      { numRuns: 2000 },
    )
  })

  test('with tensors of other files', () => {
    fc.assert(
      fc.property(header, fc.nat(64), (text, dataBytes) =>
        readOrRefused(() => decodePolicy(json, file(text, dataBytes)), Error, RangeError),
      ),
    )
  })

  test.each([
    ['a list', '['.repeat(1e5) + ']'.repeat(1e5)],
    ['a field nobody asked for', `{"note":${'['.repeat(1e5)}${']'.repeat(1e5)},${json.trim().slice(1)}`],
    [
      'a distribution',
      json.replace(/"distribution": \{/, `"distribution": {"kind":${'['.repeat(1e5)}${']'.repeat(1e5)},`),
    ],
  ])('%s nested too deep is refused', (_, text) => {
    expect(() => decodePolicy(text, plain)).toThrow(/the policy's JSON is nested \d+ deep, more than 64/)
  })

  const size = 2 ** 31 - 1
  test.each<[string, object]>([
    ['a network without parameters', { network: { kind: 'sequential', layers: [{ kind: 'tanh', size }] } }],
    [
      'a network with one parameter',
      {
        network: {
          kind: 'sequential',
          layers: [{ kind: 'append', inputSize: size - 1, name: 'logStd', initial: [0] }],
        },
      },
    ],
    ['a distribution', { distribution: { kind: 'categorical', classes: size } }],
    ['a distribution', { distribution: { kind: 'factored-categorical', classes: [size, size] } }],
    ['a distribution', { distribution: { kind: 'diagonal-gaussian', size } }],
  ])('%s of an enormous size is refused without making it', (_, changes) => {
    const text = JSON.stringify({
      ...JSON.parse(json),
      distribution: { kind: 'categorical', classes: size },
      normalizer: false,
      ...changes,
    })
    const before = process.memoryUsage().arrayBuffers
    expect(() => decodePolicy(text, encodeSafetensors([]))).toThrow(
      /^(network|distribution): it (has|takes) 214748364[67] /,
    )
    readOrRefused(() => decodePolicy(text, encodeSafetensors([])), Error, RangeError)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24)
  })
})
