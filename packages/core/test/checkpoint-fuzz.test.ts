import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOrRefused } from '../../policies/test/hostile.ts'
import {
  decodeCheckpoint,
  expectUsable,
  junk,
  model,
  mutatedJson,
  mutatedTensors,
  state,
  whole,
} from './changed-checkpoints.ts'

describe('decodeCheckpoint, given anything', () => {
  test('reads what the changes below are made to', () => {
    expect(decodeCheckpoint(model, whole)).toEqual(state)
  })

  test('reads a state that can be resumed, or names the field or tensor', () => {
    const json = fc.oneof({ weight: 4, arbitrary: mutatedJson }, fc.constant(whole.json), fc.json(), fc.string())
    const tensors = fc.oneof({ weight: 4, arbitrary: mutatedTensors }, fc.constant(whole.tensors), fc.uint8Array())
    fc.assert(
      fc.property(json, tensors, (text, bytes) =>
        readOrRefused(() => expectUsable(decodeCheckpoint(model, { json: text, tensors: bytes })), Error),
      ),
      { numRuns: 3000 },
    )
  })

  test('names the field of each value exchanged alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(JSON.parse(whole.json))), junk, (name, value) => {
        const text = JSON.stringify({ ...JSON.parse(whole.json), [name]: value })
        try {
          decodeCheckpoint(model, { json: text, tensors: whole.tensors })
        } catch (error) {
          // A value that is valid by itself may not fit another: then that is named.
          expect(String(error)).toMatch(/^Error: (checkpoint\.\w+|checkpoint tensor|the checkpoint)/)
        }
      }),
    )
  })

  const deep = '['.repeat(200_000) + ']'.repeat(200_000)
  test.each([
    ['the whole', deep],
    ['a count', whole.json.replace(/"steps": \d+/, `"steps": ${deep}`)],
    ['a version', whole.json.replace(/"formatVersion": \d+/, `"formatVersion": ${deep}`)],
    ['the open episodes', whole.json.replace(/"openEpisodes": \[/, `"openEpisodes": [${deep},`)],
    ['a field nobody knows', whole.json.replace('{', `{"more": ${deep},`)],
  ])('%s nested 200,000 deep is refused with a message, or has no effect', (_, json) => {
    readOrRefused(() => decodeCheckpoint(model, { json, tensors: whole.tensors }), Error)
  })

  test('counts of 2^53 - 1 are refused, or take no memory of their size', () => {
    for (const name of ['iteration', 'steps', 'observationCount', 'parameterCount', 'lane', 'step', 'length']) {
      const json = whole.json.replace(new RegExp(`"${name}": \\d+`), `"${name}": ${2 ** 53 - 1}`)
      expect(json).not.toBe(whole.json)
      const before = process.memoryUsage().arrayBuffers
      readOrRefused(() => decodeCheckpoint(model, { json, tensors: whole.tensors }), Error)
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 22)
    }
  })
})
