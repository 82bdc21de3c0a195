import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { type Quota, ReplayError } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from '../environments.ts'
import { goingOn } from './going-on.ts'

describe.each([
  ['kernels', simdNetwork],
  ['reference', networkFromDescription],
])('episodes that go on, %s', (_implementation, buildNetwork) => {
  const { thetaOf, samplerOf, collect, run } = goingOn(buildNetwork)

  it('are what they say, also when somebody wrote to them: no lane goes on from a state that is not the given one', async () => {
    const quota: Quota = { kind: 'steps', steps: 12 * 4 }
    const sampler = samplerOf(quota, 12)
    const [{ open }] = await run(sampler, 1)
    for (const { actions } of open) actions[actions.length - 1] += 1
    const going = sampler.collect({ policy: { theta: thetaOf(1) }, iteration: 1, open })
    await expect(going).rejects.toThrow(ReplayError)
    await expect(samplerOf(quota, 12).collect({ policy: { theta: thetaOf(1) }, iteration: 1, open })).rejects.toThrow(
      ReplayError,
    )
  })

  it('are collected by one call at a time', async () => {
    const quota: Quota = { kind: 'steps', steps: 60 }
    const sampler = samplerOf(quota, 12)
    const first = collect(sampler, 0, [])
    await expect(sampler.collect({ policy: { theta: thetaOf(0) }, iteration: 0, open: [] })).rejects.toThrow(
      /a collect of this sampler is under way/,
    )
    expect(await first).toEqual((await run(samplerOf(quota, 12), 1))[0])
    expect(await collect(sampler, 1, (await first).open)).toEqual((await run(samplerOf(quota, 12), 2))[1])
  })

  it('survive an iteration that failed', async () => {
    const quota: Quota = { kind: 'steps', steps: 12 * 40 }
    const sampler = samplerOf(quota, 12)
    const [{ open }] = await run(sampler, 1)
    const stop = async () => {
      throw new Error('enough')
    }
    await expect(
      sampler.collect({ policy: { theta: thetaOf(1) }, iteration: 1, progress: stop, open }),
    ).rejects.toThrow('enough')
    const [, expected] = await run(samplerOf(quota, 12), 2)
    expect(await collect(sampler, 1, open)).toEqual(expected)
  })

  it('that end exactly where the batch does leave nothing open', async () => {
    const quota: Quota = { kind: 'steps', steps: 48 }
    // Four steps a lane, and a limit of two: every lane is truncated at the end.
    const create = () => driftEnvironment(2)
    const collected = await run(samplerOf(quota, 12, { create }), 3)
    const fresh = samplerOf(quota, 12, { create, episodes: 'fresh' })
    for (const [iteration, { batch, open }] of collected.entries()) {
      expect(open).toEqual([])
      expect(batch.segments.every(({ end, start }) => end !== 'cut' && start === 0)).toBe(true)
      expect((await collect(fresh, iteration, undefined)).batch).toEqual(batch)
    }
    // And so for terminal states: lanes whose last step terminated are not among the open ones.
    const [{ batch, open }] = await run(samplerOf({ kind: 'steps', steps: 300 }, 60), 1)
    const last = batch.segments.filter(({ lane }, index) => batch.segments[index + 1]?.lane !== lane)
    expect(last.some(({ end }) => end === 'terminated')).toBe(true)
    expect(open.map(({ lane }) => lane)).toEqual(last.filter(({ end }) => end === 'cut').map(({ lane }) => lane))
  })

  it('are those of whole paths when the quota is of paths: none is ever open', async () => {
    const quota: Quota = { kind: 'paths', paths: 17 }
    const collected = await run(samplerOf(quota, 7), 2)
    const fresh = await run(samplerOf(quota, 7, { episodes: 'fresh' }), 2, 'fresh')
    expect(collected).toEqual(fresh)
    expect(collected.map(({ open }) => open)).toEqual([[], []])
  })

  it('fresh ones leave nothing open', async () => {
    const sampler = samplerOf({ kind: 'steps', steps: 60 }, 12, { episodes: 'fresh' })
    const { open } = await sampler.collect({ policy: { theta: thetaOf(0) }, iteration: 0 })
    expect(open).toBeUndefined()
  })
})
