import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/**
 * A process that reads files which claim far more than they hold, and tells how much its memory grew. In a process of its
 * own: what the tests before took and gave back would be counted otherwise.
 */
const PROGRAM = `
import { decodePolicy, decodeSafetensors, encodeSafetensors } from '@trpo/policies'
const file = (header, data, claimed) => {
  const text = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + text.length + data)
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true)
  bytes.set(text, 8)
  return bytes
}
const tensor = (shape, offsets) => JSON.stringify({ a: { dtype: 'F64', shape, data_offsets: offsets } })
const hostile = {
  'a header of 2^53 bytes': file('{}', 0, 2n ** 53n),
  'a header of 2^64 - 1 bytes': file('{}', 0, 2n ** 64n - 1n),
  'a header of 100 MB': file('{}', 0, 100_000_000n),
  'a tensor of 2^53 - 8 bytes': file(tensor([2 ** 50 - 1], [0, 2 ** 53 - 8]), 8),
  'a tensor of 2^31 x 2^21': file(tensor([2 ** 31, 2 ** 21], [0, 8]), 8),
  'offsets of another gigabyte': file(tensor([2 ** 27], [0, 2 ** 30]), 8),
  'an empty tensor of a huge shape': file(tensor([0, 2 ** 50], [0, 0]), 0),
}
const policy = (layers, distribution) =>
  JSON.stringify({ formatVersion: 1, precision: 'f32', network: { kind: 'sequential', layers }, distribution, normalizer: false })
const size = 2 ** 31 - 1
const policies = {
  'a layer of 2^31 units': policy([{ kind: 'tanh', size }], { kind: 'categorical', classes: size }),
  'weights of 46,000 x 46,000': policy([{ kind: 'dense', inputSize: 46_000, outputSize: 46_000, gain: 1 }], { kind: 'categorical', classes: 46_000 }),
  'a distribution of 2^31 classes': policy([{ kind: 'tanh', size: 2 }], { kind: 'categorical', classes: size }),
}
const attempt = (work) => { try { work(); return 'read' } catch (error) { return String(error) } }
// What the code itself takes.
attempt(() => decodeSafetensors(encodeSafetensors([])))
attempt(() => decodePolicy('{}', encodeSafetensors([])))
const before = process.resourceUsage().maxRSS
const said = {}
for (const [name, bytes] of Object.entries(hostile)) said[name] = attempt(() => decodeSafetensors(bytes))
for (const [name, json] of Object.entries(policies)) said[name] = attempt(() => decodePolicy(json, encodeSafetensors([])))
const { arrayBuffers } = process.memoryUsage()
console.log(JSON.stringify({ said, arrayBuffers, grown: process.resourceUsage().maxRSS - before }))
`

test('files that claim to be enormous take no memory', () => {
  const child = spawnSync(
    process.execPath,
    ['--conditions=@trpo/source', '--max-old-space-size=64', '--input-type=module', '--eval', PROGRAM],
    { cwd: new URL('.', import.meta.url), encoding: 'utf8' },
  )
  expect(child.stderr).toBe('')
  const { said, arrayBuffers, grown } = JSON.parse(child.stdout)
  expect(said).toEqual({
    'a header of 2^53 bytes': expect.stringContaining('the header length is 9007199254740992, more than 100000000'),
    'a header of 2^64 - 1 bytes': expect.stringContaining('more than 100000000'),
    'a header of 100 MB': expect.stringContaining('should end at byte 100000008, the file ends at 10'),
    'a tensor of 2^53 - 8 bytes': expect.stringContaining('data_offsets end at 9007199254740984, the file has 8 bytes'),
    'a tensor of 2^31 x 2^21': expect.stringContaining('data_offsets span 8 bytes'),
    'offsets of another gigabyte': expect.stringContaining('data_offsets end at 1073741824, the file has 8 bytes'),
    'an empty tensor of a huge shape': 'read',
    'a layer of 2^31 units': expect.stringContaining('network: it takes 2147483647 inputs'),
    'weights of 46,000 x 46,000': expect.stringContaining('tensor "network.0.weight" is missing'),
    'a distribution of 2^31 classes': expect.stringContaining('distribution: it has 2147483647 classes'),
  })
  // The files have fewer than 200 bytes each; maxRSS is in kB, and the engine's own heap moves by a few MB.
  expect(arrayBuffers).toBeLessThan(2 ** 22)
  expect(grown).toBeLessThan(32 * 1024)
})
