import { DataError } from '@trpo/core'
import { workerShards } from '@trpo/core/workers'
import { NonFiniteError, ReplayError } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from './channel.ts'
import { SMALL } from './small-run.ts'
import { shardThat, workersOf } from './worker-run.ts'

describe('errors of a shard in a worker', () => {
  const nonFinite = new NonFiniteError('lane 3 gave NaN', 3, 17)
  class Custom extends Error {
    override readonly name = 'Custom'
  }
  it.each([
    [nonFinite, NonFiniteError],
    [new ReplayError('lane 3 ended', 3, 17), ReplayError],
    [new DataError('too large'), DataError],
    [new RangeError('out of range'), RangeError],
    [new TypeError('wrong type'), TypeError],
    [new Error('plain'), Error],
    [new Custom('own'), Error],
  ])('%s arrives as what it is, with its stack as cause, and the worker lives on', async (thrown, kind) => {
    const channel = channelSpawn(() =>
      shardThat(() => {
        throw thrown
      }),
    )
    const [shard] = workersOf(channel, 1)
    for (let time = 0; time < 4; time++) {
      const error = await shard.run('surrogate/gradient', []).then(
        () => expect.fail('it did not throw'),
        (reason: Error) => reason,
      )
      expect(error).toBeInstanceOf(kind)
      expect(error.message).toBe(thrown.message)
      expect(error.name).toBe(thrown.name)
      if (thrown instanceof NonFiniteError || thrown instanceof ReplayError)
        expect(error).toMatchObject({ lane: 3, step: 17 })
      expect(error.cause).toMatchObject({ name: thrown.name, stack: thrown.stack })
      expect(error.cause).not.toBe(thrown)
    }
    expect(channel.workers).toHaveLength(1)
    await shard.dispose()
  })

  it('come with what caused them, and what the system says in them', async () => {
    const system = Object.assign(new Error('no space left'), { code: 'ENOSPC', errno: -28, buffer: new Uint8Array(9) })
    const circle: Error = new Error('round', { cause: new Error('and', { cause: system }) })
    const channel = channelSpawn(() =>
      shardThat(() => {
        throw circle
      }),
    )
    const [shard] = workersOf(channel, 1)
    const caused = { cause: { message: 'and', cause: { message: 'no space left', code: 'ENOSPC', errno: -28 } } }
    await expect(shard.run('surrogate/gradient', [])).rejects.toMatchObject({
      message: 'round',
      cause: { message: 'round', ...caused },
    })
    system.cause = circle
    await expect(shard.run('surrogate/gradient', [])).rejects.toMatchObject({ cause: caused })
    await shard.dispose()
  })

  it.each([
    ['a text', 'the worker threw a text, which is no error'],
    [Object.create(null), 'the worker threw what has no text, which is no error'],
    [Object.assign(new Error('no'), { message: () => 1 }), '() => 1'],
    [Object.assign(new Error('no'), { cause: 'a text' }), 'no'],
  ])('are answers whatever is thrown: %#', async (thrown, message) => {
    const channel = channelSpawn(() =>
      shardThat(() => {
        throw thrown
      }),
    )
    const [shard] = workersOf(channel, 1)
    await expect(shard.run('surrogate/gradient', [])).rejects.toThrow(message)
    expect(channel.workers).toHaveLength(1)
    await shard.dispose()
  })

  it('of building it reject every call, and leave the worker alone', async () => {
    const channel = channelSpawn(() => {
      throw new RangeError('the config is wrong')
    })
    const [shard] = workersOf(channel, 1)
    await expect(shard.passes).rejects.toThrow(RangeError)
    await expect(shard.run('surrogate/gradient', [])).rejects.toThrow('the config is wrong')
    await shard.dispose()
  })

  it.each<[string, { readonly config: unknown; readonly module?: URL }, RegExp]>([
    [
      'a config with a function',
      { config: { f: () => 1 } },
      /the config cannot be sent to a worker: .*; give plain data/,
    ],
    ['no module and no createShard', { config: SMALL }, /the host named no module/],
    [
      'a module that does not load',
      { config: SMALL, module: new URL('./none.ts', import.meta.url) },
      /workers\/none\.ts/,
    ],
    [
      'a module without createShard',
      { config: SMALL, module: new URL('./small-run.ts', import.meta.url) },
      /small-run\.ts does not export a function createShard; it exports .*trained/,
    ],
  ])('%s: the call says so', async (_name, settings, message) => {
    const { spawn } = channelSpawn(undefined)
    const [shard] = workerShards({ ...settings, lanes: 12, workers: 1, spawn })
    await expect(shard.passes).rejects.toThrow(message)
    await shard.dispose()
  })

  it('a module that is no URL, and a createShard that gives no shard, are refused', async () => {
    const { spawn } = channelSpawn(() => Object.assign(Object.create(null), { shard: true }))
    expect(() => workerShards({ config: 1, module: './my-shard.ts', lanes: 12, workers: 1, spawn })).toThrow(
      "module is ./my-shard.ts; give an absolute URL, such as new URL('./my-shard.ts', import.meta.url)",
    )
    const [shard] = workersOf({ spawn }, 1)
    await expect(shard.passes).rejects.toThrow(/returned \[object Object\]; expected a shard/)
    await shard.dispose()
  })
})
