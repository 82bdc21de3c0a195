import {
  createLocalTrainer,
  createTrainer,
  identityOf,
  inProcessShard,
  type LocalTrainerSettings,
  localParts,
} from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { describe, expect, it } from 'vitest'
import { smallRun } from '../settings.ts'

describe('a state with open episodes', () => {
  const settings: LocalTrainerSettings = {
    ...smallRun,
    quota: { kind: 'steps', steps: 200 },
    episodes: 'continue',
    bootstrap: 'baseline',
  }

  it('can be stepped again at any time, and is never written to', async () => {
    const trainer = createLocalTrainer(settings)
    const steps = []
    let state = trainer.init()
    expect(state.open).toEqual([])
    for (let iteration = 0; iteration < 5; iteration++) {
      const before = structuredClone(state)
      const [next, { timings: _, ...record }] = await trainer.step(state)
      expect(state).toEqual(before)
      steps.push({ state, next: structuredClone(next), record })
      state = next
    }
    expect(steps.some(({ next }) => (next.open?.length ?? 0) > 0)).toBe(true)
    for (const index of [4, 1, 3, 0, 2, 2]) {
      const [next, { timings: _, ...record }] = await trainer.step(steps[index].state)
      expect(next).toEqual(steps[index].next)
      expect(record).toEqual(steps[index].record)
    }
    await trainer.dispose()
  })

  it('belongs to a run that goes on with them, and to no other', async () => {
    const going = createLocalTrainer(settings)
    const { episodes: _, ...afresh } = settings
    const fresh = createLocalTrainer(afresh)
    await expect(fresh.step(going.init())).rejects.toThrow(/start every iteration afresh; it belongs to another run/)
    await expect(going.step(fresh.init())).rejects.toThrow(/has no open episodes.* it belongs to another run/)
    const [state] = await going.step(going.init())
    const other = createLocalTrainer({ ...settings, quota: { kind: 'steps', steps: 210 } })
    await expect(other.step(state)).rejects.toThrow(/open episode of lane \d+: .* belongs to another run/)
    await Promise.all([going, fresh, other].map((trainer) => trainer.dispose()))
  })

  it.each([
    ['continue', 'fresh'],
    ['fresh', 'continue'],
  ] as const)('a trainer of %s episodes over a shard of %s ones refuses to train', async (trained, sampled) => {
    const parts = { ...settings, lanes: 12 }
    const { spec } = cartPole()
    const shard = inProcessShard(localParts({ ...parts, episodes: sampled }, spec), (count) => lanesOf(cartPole, count))
    const ofTrainer = localParts({ ...parts, episodes: trained }, spec)
    const trainer = createTrainer(ofTrainer, [shard])
    await expect(trainer.step(trainer.init())).rejects.toThrow(
      `the shard has sampling.episodes ${sampled}, the trainer sampling.episodes ${trained}`,
    )
    // A shard that says it is another is found out too.
    const deceived = createTrainer(ofTrainer, [{ ...shard, identity: identityOf(ofTrainer) }])
    await expect(deceived.step(deceived.init())).rejects.toThrow(
      `made with episodes: '${sampled}'; it belongs to another run`,
    )
    await trainer.dispose()
  })

  it('is stepped by one call at a time', async () => {
    const trainer = createLocalTrainer(settings)
    const first = trainer.step(trainer.init())
    await expect(trainer.step(trainer.init())).rejects.toThrow(/a step of this trainer is under way/)
    const [state] = await first
    expect((await trainer.step(trainer.init()))[0]).toEqual(state)
    await trainer.dispose()
  })

  it('has none with a quota of whole paths, and trains as without', async () => {
    const paths: LocalTrainerSettings = { ...settings, quota: { kind: 'paths', paths: 15 } }
    const going = createLocalTrainer(paths)
    const fresh = createLocalTrainer({ ...paths, episodes: 'fresh' })
    const [state] = await going.step(going.init())
    const [expected] = await fresh.step(fresh.init())
    expect(state).toEqual({ ...expected, open: [] })
    expect(expected).not.toHaveProperty('open')
  })
})
