import {
  decodeCheckpoint as decode,
  type EncodedState,
  encodeCheckpoint,
  NUMERICS_VERSION,
  type TrainingState,
} from '@trpo/core'
import { decodeSafetensors, encodeSafetensors, gaussianMlp, type PolicyModel } from '@trpo/policies'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../goldens/checkpoint-format-1.json' with { type: 'json' }
import { carried, model, open, openState, stateAt } from './checkpoint-states.ts'

const other = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [6] })

const decodeCheckpoint = (policy: PolicyModel, encoded: EncodedState) =>
  decode(policy, encoded, carried(new Float64Array(4)))

describe('encodeCheckpoint', () => {
  it.each([true, false])('is undone by decodeCheckpoint bit for bit, normalised: %s', (normalized) => {
    const state = stateAt(3, normalized)
    expect(decodeCheckpoint(model, encodeCheckpoint(model, state))).toEqual(state)
  })

  it('keeps open episodes, none of them too', () => {
    const state = openState()
    const encoded = encodeCheckpoint(model, state)
    expect(JSON.parse(encoded.json)).toMatchObject({ formatVersion: 2, openEpisodes: open })
    expect(decodeCheckpoint(model, encoded)).toEqual(state)
    const none: TrainingState = { ...state, open: [] }
    expect(decodeCheckpoint(model, encodeCheckpoint(model, none))).toEqual(none)
    expect(decodeCheckpoint(model, encodeCheckpoint(model, stateAt(3)))).not.toHaveProperty('open')
  })

  it('reads a file that was written in format 1', () => {
    const small = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [2] })
    const numbers = (length: number) => Float64Array.from({ length }, (_, i) => (i - 3) / 8)
    const tensors = Uint8Array.from(Buffer.from(golden.tensors, 'base64'))
    // Its numerics are of version 1, whose bits are not ours: the run it is of is refused by name.
    expect(() => decodeCheckpoint(small, { json: golden.json, tensors })).toThrow(
      /checkpoint.numericsVersion is 1, this version of @trpo\/core reads 4; continue the run with the version that wrote it/,
    )
    const json = golden.json.replace('"numericsVersion": 1', `"numericsVersion": ${NUMERICS_VERSION}`)
    expect(decodeCheckpoint(small, { json, tensors })).toEqual({
      iteration: 3,
      steps: 3000,
      theta: numbers(10),
      estimator: carried(numbers(4)),
      observations: { count: 17, mean: Float64Array.of(0.5, -0.25), m2: Float64Array.of(3, 4) },
    })
  })

  it('knows format 1 by its number alone: it had no open episodes', () => {
    const { json, tensors } = encodeCheckpoint(model, stateAt(3))
    const { openEpisodes: _, ...fields } = JSON.parse(json)
    const old = { json: JSON.stringify({ ...fields, formatVersion: 1 }), tensors }
    expect(decodeCheckpoint(model, old)).toEqual(stateAt(3))
    const stripped = { json: JSON.stringify(fields), tensors }
    expect(() => decodeCheckpoint(model, stripped)).toThrow(/checkpoint.openEpisodes is undefined; expected null or/)
  })

  it.each([
    [2, 'lane', 4, /openEpisodes\[2\].lane is 4; expected lanes in ascending order, each once: at least 5/],
    [0, 'lane', -1, /openEpisodes\[0\].lane is -1; expected a whole number/],
    [1, 'iteration', 3, /openEpisodes\[1\].iteration is 3; expected an iteration before that of the checkpoint, 3/],
    [1, 'iteration', 1.5, /openEpisodes\[1\].iteration is 1.5; expected a whole number/],
    [1, 'step', 4, /openEpisodes\[1\].length is 9; expected steps that fill the 3 iterations since step 4/],
    [2, 'step', 'a', /openEpisodes\[2\].step is "a"/],
    [0, 'length', 0, /openEpisodes\[0\].length is 0; expected at least one step/],
    [0, 'length', 3, /tensor episodes.actions has 34 entries; expected 36/],
    [0, 'length', undefined, /openEpisodes\[0\].length is undefined/],
  ] as const)('open episode %d with %s %s is refused by name', (index, field, value, message) => {
    const { json, tensors } = encodeCheckpoint(model, openState())
    const fields = JSON.parse(json)
    fields.openEpisodes[index][field] = value
    expect(() => decodeCheckpoint(model, { json: JSON.stringify(fields), tensors })).toThrow(message)
  })

  it.each(['actions', 'observations', 'returns'])('open episodes without their %s are refused by name', (name) => {
    const { json, tensors } = encodeCheckpoint(model, openState())
    const kept = [...decodeSafetensors(tensors).tensors].filter(([tensor]) => tensor !== `episodes.${name}`)
    expect(() => decodeCheckpoint(model, { json, tensors: encodeSafetensors(kept) })).toThrow(
      `the checkpoint has no tensor episodes.${name}`,
    )
  })

  it('an open episode that began after its lane was full is refused', () => {
    const { json, tensors } = encodeCheckpoint(model, openState())
    const fields = JSON.parse(json)
    Object.assign(fields.openEpisodes[2], { step: 8, length: 6 })
    expect(() => decodeCheckpoint(model, { json: JSON.stringify(fields), tensors })).toThrow(
      /openEpisodes\[2\].step is 8; expected less than 7, the steps of the lane in an iteration/,
    )
  })

  it.each([
    ['openEpisodes', 3, /checkpoint.openEpisodes is 3; expected null or a list/],
    ['openEpisodes', [null], /checkpoint.openEpisodes\[0\] is null; expected an object/],
    ['openEpisodes', [], /tensor episodes.actions has 34 entries; expected 0/],
    ['iteration', -1, /checkpoint.iteration is -1/],
    ['steps', 'many', /checkpoint.steps is "many"/],
    ['formatVersion', 99, /checkpoint.formatVersion is 99/],
    ['numericsVersion', 0, /checkpoint.numericsVersion is 0/],
    ['observationCount', 1.5, /checkpoint.observationCount is 1.5/],
  ])('a wrong %s is named', (field, value, message) => {
    const { json, tensors } = encodeCheckpoint(model, openState())
    const changed = JSON.stringify({ ...JSON.parse(json), [field]: value })
    expect(() => decodeCheckpoint(model, { json: changed, tensors })).toThrow(message)
  })

  it('of another policy is refused', () => {
    expect(() => decodeCheckpoint(other, encodeCheckpoint(model, stateAt(1)))).toThrow(/belongs to another run/)
  })

  it('with a parameter that is not finite is refused', () => {
    const state = stateAt(1)
    state.theta[0] = Number.NaN
    expect(() => encodeCheckpoint(model, state)).toThrow(/policy\.0\.weight holds NaN at 0/)
    const { json, tensors } = encodeCheckpoint(model, stateAt(1))
    const bytes = new Float64Array(1).fill(Number.NaN)
    const damaged = tensors.slice()
    damaged.set(new Uint8Array(bytes.buffer), tensors.length - 8)
    expect(() => decodeCheckpoint(model, { json, tensors: damaged })).toThrow(/holds NaN/)
  })

  it('with an action that is not finite is refused', () => {
    const state = openState()
    if (state.open) state.open[1].actions[5] = Number.POSITIVE_INFINITY
    expect(() => encodeCheckpoint(model, state)).toThrow(/episodes\.actions holds Infinity at 9/)
  })

  it('with any character of its JSON changed is read or refused with an Error, and never anything else', () => {
    const { json, tensors } = encodeCheckpoint(model, openState())
    fc.assert(
      fc.property(fc.nat(json.length - 1), fc.constantFrom(...'0123456789-.,eE"[]{}: x'), (at, character) => {
        const changed = `${json.slice(0, at)}${character}${json.slice(at + 1)}`
        try {
          decodeCheckpoint(model, { json: changed, tensors })
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          expect(String(error)).toMatch(/checkpoint/)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('with any byte changed or cut is read or refused with an Error, and never anything else', () => {
    const { json, tensors } = encodeCheckpoint(model, openState())
    fc.assert(
      fc.property(fc.nat(tensors.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const changed = cut ? tensors.slice(0, at) : tensors.slice()
        if (!cut) changed[at] = byte
        try {
          decodeCheckpoint(model, { json, tensors: changed })
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          expect(String(error).length).toBeGreaterThan(20)
        }
      }),
    )
  })
})
