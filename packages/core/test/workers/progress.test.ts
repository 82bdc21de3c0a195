import type { Shard } from '@trpo/core'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from './channel.ts'
import { NOTHING, request, shardThat, workersOf } from './worker-run.ts'

describe('progress of a shard in a worker', () => {
  /** Samples by asking its progress every millisecond until it throws or 2,000 are over. */
  const counting = () => ({
    ...shardThat(() => expect.fail()),
    async collect({ progress }: Parameters<Shard['collect']>[0]) {
      for (let steps = 1; steps <= 2000; steps++) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        await progress?.(steps)
        if (steps === 100) break
      }
      return NOTHING
    },
  })

  it('comes now and then, grows, and is waited for', async () => {
    const [shard] = workersOf(channelSpawn(counting), 1)
    const seen: number[] = []
    let inside = 0
    await shard.passes
    const began = performance.now()
    await shard.collect({
      ...request,
      async progress(steps) {
        expect(inside++).toBe(0)
        seen.push(steps)
        await new Promise((resolve) => setTimeout(resolve, 5))
        inside--
      },
    })
    expect(seen.length).toBeGreaterThan(1)
    // Every 25 ms at most, however long the machine takes.
    expect(seen.length).toBeLessThanOrEqual((performance.now() - began) / 25 + 1)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    await shard.dispose()
  })

  it('stops the sampling by throwing, and the worker can be used again', async () => {
    const channel = channelSpawn(counting)
    const [shard] = workersOf(channel, 1)
    const enough = new Error('enough')
    const stopped = shard.collect({
      ...request,
      progress() {
        throw enough
      },
    })
    expect(await stopped.catch((reason: unknown) => reason)).toBe(enough)
    expect(await shard.collect(request)).toEqual(NOTHING)
    expect(channel.workers).toHaveLength(1)
    await shard.dispose()
  })

  it('never falls back when the worker is replaced', async () => {
    let dead = false
    const seen: number[] = []
    const channel = channelSpawn(counting, (worker, message) => {
      if (dead || message.kind !== 'progress' || seen.length < 2) return
      dead = true
      worker.die('in the middle')
    })
    const [shard] = workersOf(channel, 1)
    await shard.collect({ ...request, progress: (steps) => void seen.push(steps) })
    expect(dead).toBe(true)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    await shard.dispose()
  })

  it('that throws while the batch is computed again stops that, and the next iteration is as ever', async () => {
    let collects = 0
    const stop = { now: false }
    const channel = channelSpawn(counting, (worker, message) => {
      if (message.kind !== 'call') return
      if (message.call.method === 'collect') stop.now = ++collects === 2
      if (message.call.method === 'run') worker.die('after sampling')
    })
    const [shard] = workersOf(channel, 1)
    const progress = () => {
      if (stop.now) throw new Error('enough')
    }
    await shard.collect({ ...request, progress })
    await expect(shard.run('estimate/standardize', [0, 1])).rejects.toThrow('enough')
    expect(await shard.collect({ ...request, progress })).toEqual(NOTHING)
    await shard.dispose()
  })
})
