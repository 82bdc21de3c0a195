import {
  createTrainer,
  DataError,
  type Shard,
  type SpawnWorker,
  WorkerError,
  type WorkerReplacement,
  type WorkerShard,
  workerShards,
} from '@trpo/core'
import { LANE_GROUPS, lanesOfGroups, NonFiniteError, ReplayError } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from './workers/channel.ts'
import { createEnvironment, model, partsOf, SMALL, type SmallRun, smallShard, trained } from './workers/small-run.ts'

const createShard = smallShard(createEnvironment)
const inProcess = async (config: SmallRun) =>
  trained([await createShard(config, { first: 0, last: LANE_GROUPS })], config)
const request = { iteration: 0, policy: { theta: new Float64Array(model.network.parameterCount) }, open: [] }
/** What a shard that samples nothing says. */
const NOTHING = { steps: 0, episodes: [], open: [] }
const workersOf = (
  { spawn }: Pick<ReturnType<typeof channelSpawn>, 'spawn'>,
  workers: number,
  onReplaced?: (replacement: WorkerReplacement) => void,
  config: SmallRun = SMALL,
): readonly WorkerShard[] => workerShards({ config, lanes: config.lanes, workers, spawn, onReplaced })

/** A shard whose every call does `work`. */
function shardThat(work: (...args: readonly unknown[]) => never): Shard {
  const call = async (...args: readonly unknown[]) => work(...args)
  return { passes: [], collect: call, run: call, dispose: () => {} }
}

describe('lane groups over workers', () => {
  const rangesOf = (workers: number, lanes: number) => {
    const { spawn } = channelSpawn(() => shardThat(() => expect.fail()))
    const shards = workerShards({ config: null, lanes, workers, spawn })
    for (const shard of shards) void shard.dispose()
    return shards.map(({ groups }) => groups)
  }

  it.each([
    [1, 50, ['0-12']],
    [2, 50, ['0-6', '6-12']],
    [5, 50, ['0-2', '2-4', '4-7', '7-9', '9-12']],
    [64, 12, Array.from({ length: 12 }, (_, group) => `${group}-${group + 1}`)],
    [3, 2, ['0-11', '11-12']],
    [4, 1, ['0-12']],
  ])('%i workers, %i lanes', (workers, lanes, expected) => {
    expect(rangesOf(workers, lanes).map(({ first, last }) => `${first}-${last}`)).toEqual(expected)
  })

  it('are all owned, in order, by workers that all have lanes, whose counts of groups with lanes differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }), (workers, lanes) => {
        const ranges = rangesOf(workers, lanes)
        expect(ranges.length).toBe(Math.min(workers, lanes, LANE_GROUPS))
        expect(ranges.map(({ first }) => first)).toEqual([0, ...ranges.slice(0, -1).map(({ last }) => last)])
        expect(ranges.at(-1)?.last).toBe(LANE_GROUPS)
        const inhabited = ranges.map(
          ({ first, last }) =>
            Array.from({ length: last - first }, (_, i) =>
              lanesOfGroups({ first: first + i, last: first + i + 1 }, lanes),
            ).filter((range) => range.last > range.first).length,
        )
        expect(Math.min(...inhabited)).toBeGreaterThan(0)
        expect(Math.max(...inhabited) - Math.min(...inhabited)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it.each([
    [0, 5, /workers is 0/],
    [1.5, 5, /workers is 1.5/],
    [1, 0, /lanes is 0/],
  ])('%d workers and %d lanes are refused', (workers, lanes, message) => {
    expect(() => rangesOf(workers, lanes)).toThrow(message)
  })
})

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
      { config: SMALL, module: new URL('./workers/none.ts', import.meta.url) },
      /workers\/none\.ts/,
    ],
    [
      'a module without createShard',
      { config: SMALL, module: new URL('./workers/small-run.ts', import.meta.url) },
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
