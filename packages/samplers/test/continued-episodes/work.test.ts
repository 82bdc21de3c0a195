import type { Quota } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { type Change, samplerOf, theta } from './twelve-lanes.ts'

describe('the work of going on', () => {
  function counting() {
    const calls = { reset: 0, step: 0, observe: 0 }
    const change: Change = (inner) => ({
      reset(random) {
        calls.reset++
        inner.reset(random)
      },
      step(action, random) {
        calls.step++
        // A state of its own, so that nothing terminates.
        return { ...inner.step(action, random), terminated: false }
      },
      observe(into) {
        calls.observe++
        inner.observe(into)
      },
    })
    return { calls, change }
  }

  it('is none where the lanes stand, and else one reset, the steps, and one observation a lane', async () => {
    const { calls, change } = counting()
    const sampler = samplerOf(change)
    const made = { ...calls }
    const { open } = await sampler.collect({ policy: { theta }, iteration: 0, open: [] })
    expect(open).toHaveLength(12)
    const began = { ...calls }
    await sampler.collect({ policy: { theta }, iteration: 1, open: structuredClone(open) })
    expect(calls.reset).toBe(began.reset)
    expect(calls.step - began.step).toBe(24)
    expect(calls.observe - began.observe).toBe(24)

    const other = counting()
    const resumed = samplerOf(other.change)
    await resumed.collect({ policy: { theta }, iteration: 1, open })
    expect(other.calls.reset - made.reset).toBe(12)
    expect(other.calls.step).toBe(24 + 24)
    // One more observation a lane than the sampling's, and one that lanesOf makes to look at its length.
    expect(other.calls.observe - made.observe).toBe(12 + 12 + 24)
  })

  it('reports to progress, which may stop it', async () => {
    const long: Quota = { kind: 'steps', steps: 12 * 40 }
    const { change } = counting()
    const sampler = samplerOf(change, 'continue', long)
    const { open } = await sampler.collect({ policy: { theta }, iteration: 0, open: [] })
    const seen: number[] = []
    const resumed = samplerOf(counting().change, 'continue', long)
    const progress = (steps: number) => {
      seen.push(steps)
    }
    await resumed.collect({ policy: { theta }, iteration: 1, progress, open })
    expect(seen).toEqual([0, 0, 12 * 16, 12 * 32])
  })
})
