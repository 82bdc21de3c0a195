import { type OpenEpisode, ReplayError } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { type Change, first, samplerOf, theta } from './twelve-lanes.ts'

describe('going on', () => {
  it.each([
    [
      'ended',
      (inner) => ({ step: (action, random) => ({ ...inner.step(action, random), terminated: true }) }),
      /drift ended the episode at step 0 when the actions of the open episode of lane \d+ were replayed, .* the environment must be the one that sampled/,
    ],
    [
      'gave no number',
      (inner) => ({
        step: (action, random) => ({ ...inner.step(action, random), terminated: false, reward: Number.NaN }),
      }),
      /drift gave the reward NaN at step 0 when/,
    ],
    [
      'was seen in no place',
      (inner) => ({
        observe(into) {
          inner.observe(into)
          into[1] = Infinity
        },
      }),
      /drift gave an observation whose entry 1 is Infinity at step 1 when .* replayed, and 2 when they were sampled/,
    ],
    [
      'earns something else',
      (inner) => ({
        step(action, random) {
          const step = inner.step(action, random)
          return { ...step, reward: step.reward * (1 + Number.EPSILON), terminated: false }
        },
      }),
      /drift had given the return -\S+ at step 1 when .* replayed, and -\S+ when they were sampled; the environment must be the one/,
    ],
    [
      'leads to another place by one bit',
      (inner) => ({
        step: (action, random) => ({ ...inner.step(action, random), terminated: false }),
        observe(into) {
          inner.observe(into)
          into[0] *= 1 + Number.EPSILON
        },
      }),
      /drift gave an observation whose entry 0 is \S+ at step 1 when .* replayed, and \S+ when they were sampled/,
    ],
  ] satisfies [string, Change, RegExp][])(
    'an episode that %s when it is replayed is an error',
    async (_name, change, message) => {
      const error = await samplerOf(change)
        .collect({ policy: { theta }, iteration: 1, open: await first() })
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ReplayError)
      expect(error).toMatchObject({ lane: expect.any(Number), step: expect.any(Number) })
      expect(String(error)).toMatch(message)
    },
  )

  const one = {
    lane: 3,
    iteration: 0,
    step: 0,
    actions: new Float64Array(2),
    observation: new Float64Array(2),
    return: 0,
  }
  it.each([
    ['a lane that there is not', [{ ...one, lane: 12 }], 1, /lane 12: expected lanes in ascending order.* 0 to 11/],
    ['a lane twice', [one, one], 1, /lane 3: expected lanes in ascending order.* from 4 to 11/],
    ['a lane that is no number', [{ ...one, lane: 0.5 }], 1, /lane 0.5/],
    ['a later iteration', [{ ...one, iteration: 1 }], 1, /reset in iteration 1; expected one before iteration 1/],
    ['a step past the share', [{ ...one, step: 2 }], 1, /reset at step 2 of a lane that takes 2/],
    [
      'too few actions',
      [one],
      2,
      /has 2 numbers of actions of 1; from step 0 of iteration 0 to iteration 2 there are 4/,
    ],
    ['no actions', [{ ...one, actions: new Float64Array(0) }], 1, /has 0 numbers of actions/],
    ['infinite actions', [{ ...one, actions: Float64Array.of(1, Infinity) }], 1, /number 1 of its actions is Infinity/],
    [
      'another observation',
      [{ ...one, observation: new Float64Array(3) }],
      1,
      /its observation has 3 numbers; those of the environment have 2/,
    ],
  ] satisfies [string, OpenEpisode[], number, RegExp][])('%s is refused', async (_name, open, iteration, message) => {
    await expect(samplerOf(() => ({})).collect({ policy: { theta }, iteration, open })).rejects.toThrow(message)
  })

  it('is refused by samplers of fresh episodes and of whole paths', async () => {
    await expect(
      samplerOf(() => ({}), 'fresh').collect({ policy: { theta }, iteration: 1, open: [one] }),
    ).rejects.toThrow(/the request has 1 open episodes, and the sampler was made with episodes: 'fresh'/)
    await expect(
      samplerOf(() => ({}), 'continue', { kind: 'paths', paths: 12 }).collect({
        policy: { theta },
        iteration: 1,
        open: [one],
      }),
    ).rejects.toThrow(/a quota of whole paths leaves none open/)
  })

  it('have to be given to a sampler that goes on, even if there are none', async () => {
    await expect(samplerOf(() => ({})).collect({ policy: { theta }, iteration: 0 })).rejects.toThrow(
      /the request has no open episodes, not even an empty list/,
    )
  })
})
