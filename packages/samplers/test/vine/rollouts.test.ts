import { lanesOf } from '@trpo/envs'
import { type Random, randomStream } from '@trpo/random'
import { everyAction, vine } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { settings } from './vine-settings.ts'
import { choiceWalk, choosing, gaussian, grown, partsOf, thetaOf, walk } from './walk.ts'

/** A walk that is rewarded by how far it moves right, wherever it is: states differ in nothing that matters. */
function movesOfWalk() {
  const own = choiceWalk()
  return {
    ...own,
    step(action: Float64Array, random: Random) {
      const before = own.snapshot().x
      return { ...own.step(action, random), reward: own.snapshot().x - before }
    },
  }
}

describe('the same request gives the same batch', () => {
  it.each(['rollout-set', 'trunk'] as const)('in any split of the lane groups, rows being the %s', async (rows) => {
    const whole = await grown({ ...settings, rows })
    for (const at of [1, 5, 11]) {
      const parts = await Promise.all([
        grown({ ...settings, rows }, { groups: { first: 0, last: at } }),
        grown({ ...settings, rows }, { groups: { first: at, last: 12 } }),
      ])
      expect(parts.flatMap(({ batch }) => partsOf(batch))).toEqual(partsOf(whole.batch))
      expect(parts.reduce((sum, { steps }) => sum + steps, 0)).toBe(whole.steps)
    }
  })

  it('after other requests, and not for another iteration or seed', async () => {
    const lanes = lanesOf(walk, settings.lanes)
    const sampler = vine(settings).create({ policy: gaussian, seed: 11 }, lanes, { first: 0, last: 12 })
    const policy = { theta: thetaOf(gaussian) }
    const first = partsOf((await sampler.collect({ iteration: 0, policy })).batch)
    const second = partsOf((await sampler.collect({ iteration: 1, policy })).batch)
    expect(partsOf((await sampler.collect({ iteration: 0, policy })).batch)).toEqual(first)
    expect(second).not.toEqual(first)
    expect(partsOf((await grown(settings, { seed: 12 })).batch)).not.toEqual(first)
    sampler.dispose()
  })
})

describe('rollouts', () => {
  it('are the steps that the environment takes from the state, with the first action and then the policy', async () => {
    const { batch } = await grown(settings)
    const { network, distribution } = gaussian
    const theta = thetaOf(gaussian)
    const environment = walk()
    const noise = randomStream(11, 'branch policy')
    const draws = randomStream(11, 'branch environment')
    const observation = new Float64Array(2)
    const action = new Float64Array(1)
    for (const state of [0, 7, 44]) {
      for (let k = 0; k < 3; k++) {
        const branch = batch.branches[state * 3 + k]
        const [x, age] = batch.observations.subarray(state * 2, state * 2 + 2)
        // The walk keeps x in f64, the batch in f32: the first reward is near, not equal.
        environment.restore({ x, age })
        let given = batch.actions[state * 3 + k]
        for (let step = 0; step < branch.length; step++) {
          const { reward } = environment.step(Float64Array.of(given), draws.seek(0, state, step))
          expect(reward).toBeCloseTo(batch.branchRewards[branch.offset + step], 4)
          environment.observe(observation)
          const { y } = network.forward(theta, Float32Array.from(observation), 1)
          const drawn = Float64Array.of(noise.seek(0, state, step + 1).normal())
          distribution.sample(1, y, drawn, action)
          given = action[0]
        }
        expect(Array.from(branch.lastObservation)[1]).toBe(batch.times[state] + branch.length)
      }
    }
  })

  it('end at their length, where the episode terminates, or at its time limit, whichever is first', async () => {
    const { batch } = await grown(settings)
    for (const { length, end, start } of batch.branches) {
      expect(length).toBeGreaterThanOrEqual(1)
      expect(start + length).toBeLessThanOrEqual(9)
      if (end === 'cut') expect(length).toBe(settings.branchSteps)
      if (end === 'truncated') expect(start + length).toBe(9)
    }
    expect(new Set(batch.branches.map(({ end }) => end))).toEqual(new Set(['cut', 'truncated', 'terminated']))
  })

  it('count their steps beside those of the trunk, and leave records to the trunk', async () => {
    const { batch, steps, episodes, open } = await grown(settings)
    const ofBranches = batch.branches.reduce((sum, { length }) => sum + length, 0)
    expect(steps).toBe(14 * 20 + ofBranches)
    expect(episodes.reduce((sum, episode) => sum + episode.steps, 0)).toBe(14 * 20)
    expect(open).toBeUndefined()
  })

  it('share all draws after their first action: equal actions give equal rollouts', async () => {
    // Actions make no difference here, so the rollouts of a state may differ in nothing.
    const environment = () => {
      const own = choiceWalk()
      return {
        ...own,
        step: (_action: Float64Array, random: Random) => own.step(Float64Array.of(1), random),
      }
    }
    const { batch } = await grown({ ...settings, proposal: everyAction() }, { environment, policy: choosing })
    for (let state = 0; state < batch.rows; state++) {
      const [first, ...others] = [0, 1, 2].map((k) => {
        const { offset, length } = batch.branches[state * 3 + k]
        return Array.from(batch.branchRewards.subarray(offset, offset + length))
      })
      for (const other of others) expect(other).toEqual(first)
    }
  })

  it('differ less between actions by common random numbers: the variance of a difference of Q is a small part', async () => {
    const many = { ...settings, trunks: 26, states: 26 * 10, proposal: everyAction() }
    const { batch } = await grown(many, { environment: movesOfWalk, policy: choosing })
    const value = (state: number, k: number) => {
      const { offset, length } = batch.branches[state * 3 + k]
      return batch.branchRewards.subarray(offset, offset + length).reduce((sum, reward) => sum + reward, 0)
    }
    const variance = (values: readonly number[]) => {
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length
      return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length
    }
    const states = Array.from({ length: batch.rows }, (_, state) => state)
    const common = variance(states.map((state) => value(state, 2) - value(state, 0)))
    const apart = variance(states.map((state) => value(state, 2) - value((state + 1) % batch.rows, 0)))
    expect(common).toBeLessThan(0.5 * apart)
  })
})
