import { playingShard, type ShardFactory, WorkerError, type WorkerReplacement } from '@trpo/core'
import { lanesOf } from '@trpo/envs'
import { ALL_GROUPS, LANE_GROUPS } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from './channel.ts'
import { createEnvironment, model, SMALL, type SmallRun, trained } from './small-run.ts'
import { createShard, inProcess, request, shardThat, workersOf } from './worker-run.ts'

const samplingShard = createShard

describe('shards in workers', () => {
  it.each([1, 2, 3, 4, 5, 12])('train to the bits of one shard in this thread: %i', async (workers) => {
    const { spawn, workers: started } = channelSpawn(createShard)
    expect(await trained(workersOf({ spawn }, workers))).toEqual(await inProcess(SMALL))
    expect(started).toHaveLength(workers)
    expect(started.every(({ terminated }) => terminated)).toBe(true)
  })

  it.each(['fresh', 'continue'] as const)(
    'are replaced when they die at any call, and the bits are the same: %s episodes',
    async (episodes) => {
      const config = { ...SMALL, episodes }
      const undisturbed = await inProcess(config)
      // Two workers: a start each, then the calls of three iterations.
      let calls = 0
      // Not the answers to reports of progress: how many there are is up to the machine.
      const counted = channelSpawn(createShard, (_, { kind }) => {
        if (kind !== 'progress') calls++
      })
      await trained(workersOf(counted, 2, undefined, config), config)
      expect(calls).toBeGreaterThan(60)
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(fc.nat({ max: calls - 1 }), { minLength: 1, maxLength: 2 }),
          async (moments) => {
            let seen = 0
            const replaced: WorkerReplacement[] = []
            const channel = channelSpawn(createShard, (worker, { kind }) => {
              if (kind !== 'progress' && moments.includes(seen++)) worker.die('it was told to')
            })
            const shards = workersOf(channel, 2, (replacement) => replaced.push(replacement), config)
            expect(await trained(shards, config)).toEqual(undisturbed)
            // The last messages are those that dispose of the shards: who dies of one of them is not replaced.
            expect(channel.workers).toHaveLength(2 + replaced.length)
            if (moments.some((moment) => moment < calls - 2)) expect(replaced.length).toBeGreaterThan(0)
            expect(replaced.every(({ reason, deaths }) => reason === 'it was told to' && deaths <= 2)).toBe(true)
          },
        ),
        { numRuns: 25 },
      )
    },
  )

  it('are replaced when they died between two calls', async () => {
    const channel = channelSpawn(createShard)
    const [shard] = workersOf(channel, 1)
    await shard.collect(request)
    const before = await shard.run('observations/statistics', [])
    channel.workers[0].die('nobody was looking')
    expect(await shard.run('observations/statistics', [])).toEqual(before)
    expect(channel.workers).toHaveLength(2)
    await shard.dispose()
  })

  it('play the episodes of an evaluation to the bits of this thread, when they die of it too, and keep their batch', async () => {
    const evaluation = { ...request, seed: 3, choice: 'sample', fittedBy: 'policy', round: 4, maxSteps: 100 } as const
    const createShard: ShardFactory<SmallRun> = async (config, groups) =>
      playingShard(await samplingShard(config, groups), model, (count) => lanesOf(createEnvironment, count))
    const here = await createShard(SMALL, ALL_GROUPS)
    const expected = await here.play?.({ ...evaluation, first: 2, last: 9 })
    await here.dispose()
    expect(expected).toHaveLength(7)
    let deadly = true
    const channel = channelSpawn(createShard, (worker, message) => {
      if (message.kind !== 'call' || message.call.method !== 'play' || !deadly) return
      deadly = false
      worker.die('it was told to')
    })
    const [shard] = workersOf(channel, 1)
    await shard.collect(request)
    const before = await shard.run('observations/statistics', [])
    const played = [await shard.play({ ...evaluation, first: 2, last: 4 })]
    played.push(await shard.play({ ...evaluation, first: 4, last: 9 }))
    expect(played.flat()).toEqual(expected)
    expect(await shard.run('observations/statistics', [])).toEqual(before)
    expect(channel.workers).toHaveLength(2)
    await shard.dispose()
  })

  it('say that their shard plays no episodes where it does not', async () => {
    const [shard] = workersOf(channelSpawn(createShard), 1)
    const evaluation = { ...request, seed: 3, choice: 'mode', fittedBy: 'lanes', round: 0, maxSteps: 9 } as const
    await expect(shard.play({ ...evaluation, first: 0, last: 1 })).rejects.toThrow('plays no episodes')
    await shard.dispose()
  })

  it('that die again and again reject with a WorkerError, and can be tried again', async () => {
    let deadly = true
    const replaced: number[] = []
    const channel = channelSpawn(createShard, (worker, message) => {
      if (
        deadly &&
        message.kind === 'call' &&
        message.call.method === 'run' &&
        message.call.pass === 'surrogate/gradient'
      )
        worker.die('of a gradient')
    })
    const [shard] = workersOf(channel, 1, ({ deaths }) => replaced.push(deaths))
    const iterate = async () => {
      await shard.collect(request)
      await shard.run('estimate/returns', [new Float64Array(12)])
      await shard.run('estimate/advantages', [new Float64Array(12)])
      await shard.run('estimate/standardize', [0, 1])
      return shard.run('surrogate/gradient', [])
    }
    const error = await iterate().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(WorkerError)
    expect(error).toMatchObject({ groups: { first: 0, last: 12 }, deaths: 3, reason: 'of a gradient' })
    expect(String(error)).toMatch(/lane groups 0 to 11 died 3 times .* because of a gradient; look at .*fewer workers/)
    expect(replaced).toEqual([1, 2])
    deadly = false
    expect(await iterate()).toHaveLength(LANE_GROUPS)
    await shard.dispose()
  })

  it('that die while they start reject with a WorkerError too', async () => {
    const channel = channelSpawn(createShard, (worker) => worker.die('it cannot begin'))
    const [shard] = workersOf(channel, 1)
    await expect(shard.passes).rejects.toThrow(WorkerError)
    await shard.dispose()
    expect(channel.workers).toHaveLength(3)
  })

  it('have the config that there was when they were made, in the place of dead ones as well', async () => {
    const config = { ...SMALL, quota: { kind: 'steps' as const, steps: 1003 } }
    let calls = 0
    const channel = channelSpawn(createShard, (worker, { kind }) => {
      if (kind === 'call' && ++calls === 9) worker.die('it was told to')
    })
    const shards = workersOf(channel, 2, undefined, config)
    config.quota.steps = 2000
    expect(await trained(shards)).toEqual(await inProcess(SMALL))
    expect(channel.workers).toHaveLength(3)
  })

  it('are told nothing before they listen, as it would be lost', async () => {
    const loading = new Promise<void>((resolve) => setTimeout(resolve, 20))
    const { spawn } = channelSpawn(createShard, undefined, loading)
    expect(await trained(workersOf({ spawn }, 2))).toEqual(await inProcess(SMALL))
  })

  it('answer in the order they are asked', async () => {
    const [shard] = workersOf(channelSpawn(createShard), 1)
    const order: string[] = []
    await Promise.all([
      shard.collect(request).then(() => order.push('collect')),
      shard.run('estimate/returns', [new Float64Array(12)]).then(() => order.push('statistics')),
      shard.run('observations/statistics', []).then(() => order.push('observations')),
    ])
    expect(order).toEqual(['collect', 'statistics', 'observations'])
    await shard.dispose()
  })

  it('give sums that moved out of the worker', async () => {
    const kept = [Float64Array.of(1, 2, 3), new Float64Array(8).subarray(2, 4)]
    const { spawn } = channelSpawn(() => ({
      ...shardThat(() => expect.fail()),
      run: () => kept.map((values, group) => ({ group, values })),
    }))
    const [shard] = workersOf({ spawn }, 1)
    expect(await shard.run('surrogate/gradient', [])).toEqual([
      { group: 0, values: Float64Array.of(1, 2, 3) },
      { group: 1, values: new Float64Array(2) },
    ])
    // A part of a larger array is copied, as the rest of it may be somebody else's.
    expect(kept.map(({ length }) => length)).toEqual([0, 2])
    await shard.dispose()
  })
})
