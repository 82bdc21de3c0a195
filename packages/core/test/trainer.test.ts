import { createLocalTrainer, decodeCheckpoint, encodeCheckpoint, type LocalTrainerSettings } from '@trpo/core'
import { describe, expect, it } from 'vitest'
import { smallRun } from './settings.ts'

/** Trains and gives the states and records, timings aside. */
async function train(settings: LocalTrainerSettings, iterations: number, restart?: number) {
  let trainer = createLocalTrainer(settings)
  let state = trainer.init()
  const records = []
  for (let i = 0; i < iterations; i++) {
    if (i === restart) {
      await trainer.dispose()
      state = decodeCheckpoint(settings.model, encodeCheckpoint(settings.model, state))
      trainer = createLocalTrainer(settings)
    }
    const [next, { timings, ...record }] = await trainer.step(state)
    expect(timings.total).toBeGreaterThanOrEqual(0)
    state = next
    records.push(record)
  }
  await trainer.dispose()
  return { state, records }
}

describe.each([
  ['step quota', {}],
  ['path quota', { quota: { kind: 'paths', paths: 17 } }],
  ['normalised observations', { normalizeObservations: true }],
  ['bootstrap', { bootstrap: 'baseline' }],
  ['generalized advantages', { bootstrap: 'baseline', gaeLambda: 0.9 }],
] satisfies [string, Partial<LocalTrainerSettings>][])('%s', (_name, change) => {
  const settings = { ...smallRun, ...change }

  it('gives the same bits for the same seed, and others for another', async () => {
    const first = await train(settings, 3)
    expect(await train(settings, 3)).toEqual(first)
    const other = await train({ ...settings, seed: 8 }, 3)
    expect(other.state.theta).not.toEqual(first.state.theta)
  })

  it('gives the same bits when it is stopped and resumed', async () => {
    expect(await train(settings, 3, 2)).toEqual(await train(settings, 3))
  })
})

describe('an iteration', () => {
  it('leaves the state it started from as it was, and can be repeated from it', async () => {
    const trainer = createLocalTrainer(smallRun)
    const [state] = await trainer.step(trainer.init())
    const before = state.theta.slice()
    const [first] = await trainer.step(state)
    const [second] = await trainer.step(state)
    expect(second).toEqual(first)
    expect(state.theta).toEqual(before)
  })

  it('samples exactly its quota', async () => {
    const { records } = await train(smallRun, 2)
    expect(records.map(({ steps, totalSteps }) => [steps, totalSteps])).toEqual([
      [1003, 1003],
      [1003, 2006],
    ])
    const paths = await train({ ...smallRun, quota: { kind: 'paths', paths: 17 } }, 1)
    expect(paths.records[0].episodes).toMatchObject({ count: 17, cut: 0 })
  })

  it('can be stopped by its progress, and the trainer goes on as if nothing had been', async () => {
    const trainer = createLocalTrainer(smallRun)
    const state = trainer.init()
    const stop = async () => {
      throw new Error('enough')
    }
    await expect(trainer.step(state, stop)).rejects.toThrow('enough')
    const [next] = await trainer.step(state)
    expect(next.theta).toEqual((await train(smallRun, 1)).state.theta)
  })

  it('reports progress that grows up to the quota', async () => {
    const seen: number[] = []
    const trainer = createLocalTrainer(smallRun)
    await trainer.step(trainer.init(), (steps) => {
      seen.push(steps)
    })
    expect(seen.length).toBeGreaterThan(2)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBeLessThanOrEqual(1003)
  })
})

describe('settings', () => {
  it.each([
    [{ discount: 1.5 }, /discount is 1.5/],
    [{ maxKl: -0.01 }, /maxKl is -0.01/],
    [{ lanes: 0 }, /lane count is 0/],
    [{ quota: { kind: 'steps', steps: 3 } }, /quota of 3 steps cannot be split over 14 lanes/],
    [{ gaeLambda: 1.1 }, /gaeLambda is 1.1/],
    [{ fisherStride: 0 }, /fisherStride is 0/],
  ] satisfies [Partial<LocalTrainerSettings>, RegExp][])('%o is refused', (change, message) => {
    expect(() => createLocalTrainer({ ...smallRun, ...change })).toThrow(message)
  })
})
