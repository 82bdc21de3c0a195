import {
  adamFit,
  createTrainer,
  DataError,
  type Estimated,
  gaussNewtonFit,
  inProcessShard,
  inThisThread,
  numberIn,
  type RunParts,
  type TaskHost,
  type TrainingState,
} from '@trpo/core'
import { workerShards, workerTasks } from '@trpo/core/workers'
import { mlp, simdNetwork } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import type { GroupRange } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from '../workers/channel.ts'
import { createLanes, criticParts } from './critic-parts.ts'

const ITERATIONS = 3
const ofThisThread = (parts: RunParts) => [inProcessShard(parts, createLanes)]

async function trained(parts: RunParts, shards = ofThisThread(parts), tasks: TaskHost = inThisThread) {
  const trainer = createTrainer(parts, shards, { tasks })
  try {
    let state: TrainingState = trainer.init()
    const records = []
    for (let i = 0; i < ITERATIONS; i++) {
      const [next, record] = await trainer.step(state)
      state = next
      records.push({ ...record, timings: { total: 0 } })
    }
    return { state, records }
  } finally {
    await trainer.dispose()
  }
}

const FITS = [
  ['Adam', adamFit({ epochs: 2, batchSize: 50 })],
  ['Gauss-Newton', gaussNewtonFit({ products: 4 })],
] as const

describe.each(FITS)('a run with a value network by %s', (_name, fit) => {
  const parts = criticParts({ fit, keepLevel: true })

  it('has the same bits with any number of workers, and with the fit beside the update', async () => {
    const expected = await trained(parts)
    const createShard = (_config: null, groups: GroupRange) => inProcessShard(parts, createLanes, groups)
    for (const workers of [1, 2, 3]) {
      const { spawn } = channelSpawn(createShard)
      const shards = workerShards({ config: null, lanes: parts.sampling.lanes, workers, spawn })
      expect(await trained(parts, [...shards], workerTasks({ spawn }))).toEqual(expected)
    }
  })

  it('is resumed from a checkpoint to the same bits', async () => {
    const expected = await trained(parts)
    let state = createTrainer(parts, ofThisThread(parts)).init()
    const records = []
    for (let i = 0; i < ITERATIONS; i++) {
      const trainer = createTrainer(parts, ofThisThread(parts))
      const [next, record] = await trainer.step(trainer.decode(trainer.encode(state)))
      records.push({ ...record, timings: { total: 0 } })
      state = next
      await trainer.dispose()
    }
    expect({ state, records }).toEqual(expected)
  })

  it.each([3, 5])('refuses a network of %d inputs for observations of 4 numbers', async (inputSize) => {
    const network = simdNetwork(mlp({ inputSize, hidden: [5], outputSize: 1 }).description)
    await expect(trained(criticParts({ fit, network }))).rejects.toThrow(
      new RangeError(
        `the value network has ${inputSize} inputs, and an observation has 4 numbers; give valueNetwork a network with inputSize 4`,
      ),
    )
  })

  it('records what the network explains, its error, and the delta that was used', async () => {
    const { records } = await trained(parts)
    for (const [iteration, record] of records.entries()) {
      const explained = numberIn(record, 'explainedVariance') ?? Number.NaN
      const delta = (0.03 - (0.02 * iteration) / 3) * Math.min(1, Math.max(0.02, explained))
      expect(numberIn(record, 'maxKl')).toBeCloseTo(delta, 12)
      expect(numberIn(record, 'kl') ?? 1).toBeLessThanOrEqual(delta)
      expect(numberIn(record, 'valueLoss')).toBeGreaterThan(0)
      expect(numberIn(record, 'rewardScale')).toBeGreaterThan(0)
    }
  })
})

describe('the scale of rewards', () => {
  it('is of all steps so far, and 1 where it is not asked for', async () => {
    const { state, records } = await trained(criticParts())
    const [count, , squares] = state.estimator['rewards.statistics'].data
    expect(count).toBe(203 * ITERATIONS)
    expect(numberIn(records[ITERATIONS - 1], 'rewardScale')).toBeCloseTo(Math.sqrt(squares / count + 1e-8), 12)
    const unscaled = await trained(criticParts({ scaleRewards: false }))
    expect(numberIn(unscaled.records[0], 'rewardScale')).toBe(1)
    expect(unscaled.state.theta).not.toEqual(state.theta)
  })
})

describe('a value network for other lanes than the run has', () => {
  it.each([13, 15])('is refused by name: %d', async (lanes) => {
    await expect(trained(criticParts({ lanes }))).rejects.toThrow(
      /valueNetwork was made for 1[35] lanes, of which lane \d+ is not in group \d+; give it the lanes of the sampling/,
    )
  })
})

describe('a value fit that explodes', () => {
  it('is a DataError that names it, and the state before stays as it was', async () => {
    const parts = criticParts({ fit: adamFit({ rate: 1e300, epochs: 3 }) })
    const trainer = createTrainer(parts, ofThisThread(parts))
    const state = trainer.init()
    const before = trainer.encode(state)
    const error = await trainer.step(state).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DataError)
    expect(String(error)).toMatch(/critic\.theta of the value network is (NaN|-?Infinity): its fit has exploded/)
    expect(trainer.encode(state)).toEqual(before)
    await trainer.dispose()
  })
})

describe('the rest of an estimate', () => {
  const parts = criticParts()
  const watched = (events: string[], later: () => Promise<Estimated>): RunParts => ({
    ...parts,
    estimator: {
      ...parts.estimator,
      async estimate(...given) {
        const estimate = await parts.estimator.estimate(...given)
        return {
          ...estimate,
          async later() {
            events.push('fit begins')
            const rest = await later()
            events.push('fit ends')
            return { ...(await estimate.later?.()), ...rest }
          },
        }
      },
    },
    update: {
      ...parts.update,
      async step(...given) {
        events.push('update')
        return parts.update.step(...given)
      },
    },
  })
  const nothing = async () => ({ state: parts.estimator.init(randomStream(1, 'init')), numbers: {} })

  it('comes before the update in this thread, and begins before it elsewhere', async () => {
    const order = async (elsewhere: boolean) => {
      const events: string[] = []
      let release = () => {}
      const waiting = new Promise<void>((resolve) => {
        release = resolve
      })
      const made = watched(events, async () => {
        if (elsewhere) await waiting
        return nothing()
      })
      const trainer = createTrainer(made, ofThisThread(made), {
        tasks: { ...inThisThread, elsewhere },
        entering: (part) => {
          if (part === 'gradient') release()
        },
      })
      await trainer.step(trainer.init())
      await trainer.dispose()
      return events
    }
    expect(await order(false)).toEqual(['fit begins', 'fit ends', 'update'])
    expect(await order(true)).toEqual(['fit begins', 'update', 'fit ends'])
  })

  it('takes the time of the fit, whatever it waits for', async () => {
    let now = 0
    const made = watched([], async () => {
      // As a fit that waits for its rows: none of these is beside the clock.
      for (let i = 0; i < 20; i++) {
        await undefined
        now += 1000
      }
      return nothing()
    })
    const trainer = createTrainer(made, ofThisThread(made), { clock: () => now })
    const [, { timings }] = await trainer.step(trainer.init())
    await trainer.dispose()
    expect(timings).toMatchObject({ fit: 20, total: 20 })
  })

  it('has ended when an update that threw is heard of', async () => {
    const events: string[] = []
    const made = watched(events, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return nothing()
    })
    const failing: RunParts = { ...made, update: { ...made.update, step: () => Promise.reject(new Error('no step')) } }
    const trainer = createTrainer(failing, ofThisThread(failing), { tasks: { ...inThisThread, elsewhere: true } })
    await expect(trainer.step(trainer.init())).rejects.toThrow('no step')
    expect(events).toEqual(['fit begins', 'fit ends'])
    await trainer.dispose()
  })

  it('is timed as the part fit', async () => {
    let now = 0
    const trainer = createTrainer(parts, ofThisThread(parts), { clock: () => now++ })
    const [, { timings }] = await trainer.step(trainer.init())
    expect(timings['fit']).toBeGreaterThan(0)
    await trainer.dispose()
  })
})
