import { createTrainer, type Shard } from '@trpo/core'
import type { SpawnWorker } from '@trpo/core/workers'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from './channel.ts'
import { partsOf, SMALL } from './small-run.ts'
import { createShard, request, shardThat, workersOf } from './worker-run.ts'

describe('disposing of shards in workers', () => {
  it('ends them in mid-call: calls under way and later ones reject', async () => {
    const channel = channelSpawn(() => ({ ...shardThat(() => expect.fail()), run: () => new Promise(() => {}) }))
    const [shard] = workersOf(channel, 1)
    const settled = Promise.allSettled([shard.run('surrogate/gradient', []), shard.run('surrogate/gradient', [])])
    await new Promise((resolve) => setTimeout(resolve, 10))
    await shard.dispose()
    await shard.dispose()
    for (const outcome of await settled)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: /disposed of/ } })
    await expect(shard.run('surrogate/gradient', [])).rejects.toThrow('disposed of')
    expect(channel.workers.map(({ terminated }) => terminated)).toEqual([true])
  })

  it('releases the simulators of idle ones, and gives what that throws', async () => {
    let released = 0
    const { spawn } = channelSpawn(() => ({ ...shardThat(() => expect.fail()), dispose: () => void released++ }))
    const [shard] = workersOf({ spawn }, 1)
    await shard.passes
    await shard.dispose()
    expect(released).toBe(1)
    const failing = channelSpawn(() => ({
      ...shardThat(() => expect.fail()),
      dispose() {
        throw new Error('it is stuck')
      },
    }))
    const [stuck] = workersOf(failing, 1)
    await stuck.passes
    await expect(stuck.dispose()).rejects.toThrow('it is stuck')
    expect(failing.workers[0].terminated).toBe(true)
  })

  it('waits for the end of one that died and is about to be replaced', async () => {
    const channel = channelSpawn(createShard, (worker, message) => {
      if (message.kind === 'call') worker.die('it was told to')
    })
    let terminating = () => {}
    const under = new Promise<void>((resolve) => {
      terminating = resolve
    })
    let ended = false
    const spawn: SpawnWorker = (events) => ({
      ...channel.spawn(events),
      async terminate() {
        terminating()
        await new Promise((resolve) => setTimeout(resolve, 20))
        ended = true
      },
    })
    const [shard] = workersOf({ spawn }, 1)
    const call = expect(shard.collect(request)).rejects.toThrow('disposed of')
    await under
    await shard.dispose()
    expect(ended).toBe(true)
    await call
    expect(channel.workers).toHaveLength(1)
  })

  it('is done for all shards of a trainer, when one throws as well', async () => {
    const channel = channelSpawn(createShard)
    const failing = {
      ...shardThat(() => expect.fail()),
      dispose() {
        throw new Error('it is stuck')
      },
    }
    const trainer = createTrainer(partsOf(SMALL), [failing, ...workersOf(channel, 2)])
    await expect(trainer.dispose()).rejects.toThrow('it is stuck')
    expect(channel.workers.map(({ terminated }) => terminated)).toEqual([true, true])
  })

  it.each([
    ['that are starting', undefined],
    ['that do not listen yet', new Promise<void>(() => {})],
  ])('ends those %s', async (_, loading) => {
    const channel = channelSpawn(() => new Promise<Shard>(() => {}), undefined, loading)
    const [shard] = workersOf(channel, 1)
    const waiting = expect(shard.passes).rejects.toThrow('disposed of')
    await shard.dispose()
    await waiting
    expect(channel.workers[0].terminated).toBe(true)
  })
})
