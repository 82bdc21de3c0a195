import { everyAction, uniformActions } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { settings } from './vine-settings.ts'
import { choiceWalk, choosing, gaussian, grown } from './walk.ts'

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
