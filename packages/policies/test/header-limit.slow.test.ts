import { decodeSafetensors, encodeSafetensors } from '@trpo/policies'
import { expect, test } from 'vitest'

/** Metadata that makes a header of exactly `bytes` bytes. */
function metadataOf(bytes: number): { a: string } {
  return { a: 'x'.repeat(bytes - JSON.stringify({ __metadata__: { a: '' } }).length) }
}

test('a header of 100 MB is written and read', () => {
  const metadata = metadataOf(100_000_000)
  expect(decodeSafetensors(encodeSafetensors([], metadata)).metadata).toEqual(metadata)
})

test('one of a byte more is not written', () => {
  expect(() => encodeSafetensors([], metadataOf(100_000_001))).toThrow(
    'the header takes 100000008 bytes, a safetensors file may have 100000000',
  )
})
