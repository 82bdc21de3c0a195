import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEADER_BYTES, newFrame, readHeader } from '../../src/node/pipe/frame.ts'
import { frameReader } from '../../src/node/pipe/frame-reader.ts'

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const frames = fc.array(
  fc.record({
    type: fc.integer({ min: 1, max: 255 }),
    sequence: u32,
    set: u32,
    payload: fc.uint8Array({ maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 5 },
)

describe('frames', () => {
  test('are read back as they were written, in whatever pieces they come', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }), (sent, pieces) => {
        const bytes = sent.flatMap(({ payload, ...header }) => {
          const frame = newFrame({ ...header, length: payload.length })
          frame.set(payload, HEADER_BYTES)
          return [...frame]
        })
        const got: unknown[] = []
        const reader = frameReader((frame) => {
          const header = readHeader(frame)
          if (typeof header === 'string') throw new Error(header)
          const { type, sequence, set } = header
          got.push({ type, sequence, set, payload: frame.slice(HEADER_BYTES) })
        })
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = pieces[i % pieces.length]
          expect(reader.add(Uint8Array.from(bytes.slice(at, at + size)))).toBeUndefined()
          at += size
        }
        expect(got).toEqual(sent.map(({ type, sequence, set, payload }) => ({ type, sequence, set, payload })))
      }),
      { numRuns: 100 },
    )
  })

  test('have the bytes that the page of the protocol gives', () => {
    const bytes = newFrame({ type: 4, sequence: 258, set: 1, length: 2 })
    expect([...bytes]).toEqual([
      ...[0x54, 0x52, 0x50, 0x4f, 1, 0, 4, 0, 2, 1, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0],
      ...[0, 0],
    ])
  })

  test.each([
    ['other bytes', new TextEncoder().encode('Hello, this is a game of chance.'), 'begins no frame'],
    ['another version', newFrame({ type: 1, sequence: 1, set: 0, length: 0 }).with(4, 9), 'version 9'],
    ['flags', newFrame({ type: 1, sequence: 1, set: 0, length: 0 }).with(20, 1), 'flags 1'],
  ])('%s are refused', (_what, bytes, words) => {
    const reader = frameReader(() => expect.unreachable())
    expect(reader.add(bytes)).toContain(words)
  })
})
