import { lanesOf } from '@trpo/envs'
import { type Random, randomStream } from '@trpo/random'
import {
  type ActionProposal,
  everyAction,
  policyActions,
  uniformActions,
  type VineSettings,
  vine,
} from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { choiceWalk, choosing, forgetfulWalk, gaussian, grown, partsOf, thetaOf, walk } from './walk.ts'

const settings: VineSettings<false> = {
  lanes: 26,
  trunks: 14,
  trunkSteps: 20,
  states: 45,
  branchSteps: 6,
  proposal: policyActions(3),
}

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

describe('the rollout set', () => {
  it('has its share of each trunk, in the order of the trunk, no state twice', async () => {
    const { batch } = await grown({ ...settings, rows: 'trunk' })
    const chosen = Array.from(batch.rollouts).flatMap((rollout, row) => (rollout < 0 ? [] : [row]))
    expect(chosen.map((row) => batch.rollouts[row])).toEqual(chosen.map((_, index) => index))
    const ofTrunk = chosen.map((row) => Math.floor(row / settings.trunkSteps))
    const counts = Array.from({ length: 14 }, (_, trunk) => ofTrunk.filter((one) => one === trunk).length)
    expect(counts).toEqual([4, 4, 4, ...new Array(11).fill(3)])
    for (const row of chosen) expect(batch.shares[row]).toBe(20 / counts[Math.floor(row / 20)])
    expect(batch.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(14 * 20, 9)
  })

  it('takes every state of a trunk equally often', async () => {
    const counts = new Float64Array(20)
    for (let iteration = 0; iteration < 40; iteration++) {
      const { batch } = await grown({ ...settings, rows: 'trunk', states: 70, branchSteps: 1 }, { iteration })
      for (const [row, rollout] of batch.rollouts.entries()) if (rollout >= 0) counts[row % 20]++
    }
    const expected = (40 * 70) / 20
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 19 degrees of freedom: above 50 once in 10,000.
    expect(chiSquare).toBeLessThan(50)
  })

  it('may be the whole trunk', async () => {
    const { batch } = await grown({ ...settings, states: 14 * 20, branchSteps: 1 })
    expect(batch.rows).toBe(14 * 20)
    expect(Array.from(batch.observations)).toEqual(Array.from(batch.trunk.observations))
  })
})

describe('the actions to try', () => {
  it('are of the policy, with their log density', async () => {
    const { batch } = await grown(settings)
    const expected = new Float64Array(batch.rows * 3)
    const mu = Float64Array.from({ length: batch.rows * 3 * 2 }, (_, i) => batch.mu[Math.floor(i / 6) * 2 + (i % 2)])
    gaussian.distribution.logProb(batch.rows * 3, mu, batch.actions, expected)
    for (const [i, logQ] of batch.logQ.entries()) expect(logQ).toBeCloseTo(expected[i], 12)
    expect(new Set(batch.actions).size).toBe(batch.rows * 3)
  })

  it('are uniform over the choices', async () => {
    const many = { ...settings, states: 14 * 20, branchSteps: 1, proposal: uniformActions(5) }
    const { batch } = await grown(many, { environment: choiceWalk, policy: choosing })
    const counts = [0, 1, 2].map((choice) => batch.actions.filter((action) => action === choice).length)
    for (const count of counts) expect(Math.abs(count - batch.actions.length / 3)).toBeLessThan(90)
    expect(batch.logQ.every((logQ) => Math.abs(logQ - Math.log(1 / 3)) < 1e-12)).toBe(true)
  })

  it('are all there are, each once', async () => {
    const { batch } = await grown(
      { ...settings, proposal: everyAction() },
      { environment: choiceWalk, policy: choosing },
    )
    expect(batch.every).toBe(true)
    expect(batch.actionsPerState).toBe(3)
    expect(Array.from(batch.actions.subarray(0, 6))).toEqual([0, 1, 2, 0, 1, 2])
  })
})

describe('what does not fit is refused', () => {
  it.each([
    ['one action', () => policyActions(1), /at least 2/],
    ['one uniform action', () => uniformActions(1), /at least 2/],
    ['more trunks than lanes', () => vine({ ...settings, lanes: 13 }), /14 trunks were asked for in 13 lanes/],
    ['fewer states than trunks', () => vine({ ...settings, states: 13 }), /at least one state a trunk/],
    ['more states than there are', () => vine({ ...settings, states: 281 }), /which have 280/],
    ['rows of another name', () => vine({ ...settings, rows: JSON.parse('"all"') }), /rows is all; give/],
    ['no steps', () => vine({ ...settings, branchSteps: 0 }), /branchSteps is 0/],
  ])('%s', (_name, make, message) => {
    expect(make).toThrow(RangeError)
    expect(make).toThrow(message)
  })

  it.each([
    ['every action', everyAction()],
    ['uniform actions', uniformActions(2)],
  ])('%s of continuous actions', (_name, proposal) => {
    const lanes = lanesOf(walk, settings.lanes)
    const create = () =>
      vine({ ...settings, proposal }).create({ policy: gaussian, seed: 1 }, lanes, { first: 0, last: 12 })
    expect(create).toThrow(/expected actions that are choices; take policyActions/)
  })

  it('an environment that cannot go back: by the compiler, and from JavaScript by name', () => {
    const lanes = lanesOf(forgetfulWalk, settings.lanes)
    const create = () =>
      // @ts-expect-error: these lanes have no snapshot.
      vine(settings).create({ policy: gaussian, seed: 1 }, lanes, { first: 0, last: 12 })
    expect(create).toThrow(/a vine goes back to earlier states, and the lanes of walk cannot/)
  })

  it('a proposal that is none, by name', () => {
    expect(() => vine({ ...settings, proposal: JSON.parse('null') })).toThrow(/proposal is null; give policyActions/)
  })

  it('an action that is not finite, before the environment sees it', async () => {
    const create: ActionProposal<false>['create'] = () => ({
      actionsPerState: 2,
      propose: (_request, actions) => actions.fill(Number.NaN),
    })
    const proposal: ActionProposal<false> = { name: 'nothing', every: false, create }
    await expect(grown({ ...settings, proposal })).rejects.toThrow(/the proposal drew an action whose entry 0 is NaN/)
  })

  it('undefined rows as if they were not given', async () => {
    const { batch } = await grown({ ...settings, rows: JSON.parse('{}').rows })
    expect(batch.rows).toBe(settings.states)
  })

  it('a second collect while one is under way', async () => {
    const sampler = vine(settings).create({ policy: gaussian, seed: 1 }, lanesOf(walk, settings.lanes), {
      first: 0,
      last: 12,
    })
    const policy = { theta: thetaOf(gaussian) }
    const first = sampler.collect({ iteration: 0, policy })
    await expect(sampler.collect({ iteration: 0, policy })).rejects.toThrow(/under way/)
    await first
    sampler.dispose()
  })
})
