import {
  added,
  createTrainer,
  type Estimator,
  type Fill,
  inProcessShard,
  localParts,
  numberIn,
  type Pass,
  type RunParts,
} from '@trpo/core'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { type GroupRange, LANE_GROUPS, type PathBatch, segmentsOf } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'

const STEPS = 50
const RATE = 0.5

/** Sums of the rewards at each time step of an episode, then how many there were, [2 steps]. */
const timeSums: Pass<PathBatch, [], Float64Array> = {
  name: 'estimate/time-sums',
  over({ batch, rows }) {
    const sums = new Float64Array(2 * STEPS)
    for (const { offset, start, length } of segmentsOf(batch, rows))
      for (let t = 0; t < length; t++) {
        sums[start + t] += batch.rewards[offset + t]
        sums[STEPS + start + t]++
      }
    return sums
  },
  combine: added,
}

/** Fills `advantages` with rewards-to-go minus the baseline at each step, [steps], and `weights` with 1. Gives the sum of the advantages. */
const rewardsToGo: Fill<PathBatch, [Float64Array], Float64Array> = {
  name: 'estimate/rewards-to-go',
  fills: ['advantages', 'weights'],
  over(samples, baseline) {
    const { batch, rows } = samples
    const advantages = samples.fill('advantages')
    samples.fill('weights').fill(1, rows.start, rows.end)
    let total = 0
    for (const { offset, start, length } of segmentsOf(batch, rows)) {
      let toGo = 0
      for (let t = length - 1; t >= 0; t--) {
        toGo += batch.rewards[offset + t]
        advantages[offset + t] = toGo - baseline[start + t]
        total += advantages[offset + t]
      }
    }
    return Float64Array.of(total, rows.end - rows.start)
  },
  combine: added,
}

/** Rewards-to-go minus those of a moving average of the rewards at each time step. */
const movingAverage: Estimator<PathBatch> = {
  name: 'moving average',
  passes: [timeSums, rewardsToGo],
  measures: { meanSurprise: { title: 'Mean surprise', description: 'Mean of the rewards-to-go minus the baseline.' } },
  init: () => ({ average: { shape: [STEPS], data: new Float64Array(STEPS) } }),
  async estimate(shards, state) {
    const sums = await shards.run(timeSums)
    const average = state['average'].data.map((old, t) =>
      sums[STEPS + t] === 0 ? old : old + RATE * (sums[t] / sums[STEPS + t] - old),
    )
    const baseline = average.slice()
    for (let t = STEPS - 2; t >= 0; t--) baseline[t] += baseline[t + 1]
    const [total, count] = await shards.run(rewardsToGo, baseline)
    return { state: { average: { shape: [STEPS], data: average } }, numbers: { meanSurprise: total / count } }
  },
}

const environment = () => timeLimit(cartPole(), STEPS)
const parts: RunParts = {
  ...localParts({ seed: 3, quota: { kind: 'paths', paths: 24 } }, environment().spec),
  estimator: movingAverage,
}
const trainerOf = (ranges: readonly GroupRange[]) =>
  createTrainer(
    parts,
    ranges.map((range) => inProcessShard(parts, (count) => lanesOf(environment, count), range)),
  )

async function trained(ranges: readonly GroupRange[], iterations: number) {
  const trainer = trainerOf(ranges)
  let state = trainer.init()
  const records = []
  for (let i = 0; i < iterations; i++) {
    const [next, record] = await trainer.step(state)
    state = next
    records.push(record)
  }
  return { trainer, state, records }
}

const WHOLE = [{ first: 0, last: LANE_GROUPS }]

describe('an estimator of two passes and a tensor of its own', () => {
  it('trains, with its number in each record and its measure among those of the run', async () => {
    const { trainer, state, records } = await trained(WHOLE, 3)
    expect(records.map(({ update }) => update.status)).toEqual(['accepted', 'accepted', 'accepted'])
    for (const record of records) expect(numberIn(record, 'meanSurprise')).toBeTypeOf('number')
    for (const record of records) expect(numberIn(record, 'explainedVariance')).toBeNull()
    expect(trainer.measures['meanSurprise'].title).toBe('Mean surprise')
    // Every reward of cart-pole is 1: three averages at rate 1/2 come to 1 - 1/8 where all iterations came.
    expect(state.estimator['average'].data[0]).toBe(0.875)
    await trainer.dispose()
  })

  it('keeps its tensor in the checkpoint, from which the run goes on to the same bits', async () => {
    const { trainer, state } = await trained(WHOLE, 2)
    const decoded = trainer.decode(trainer.encode(state))
    expect(decoded).toEqual(state)
    const other = trainerOf(WHOLE)
    expect((await other.step(decoded))[0]).toEqual((await trainer.step(state))[0])
    await trainer.dispose()
    await other.dispose()
  })

  it('gives the same bits over three shards', async () => {
    const whole = await trained(WHOLE, 2)
    const split = await trained(
      [
        { first: 0, last: 1 },
        { first: 1, last: 7 },
        { first: 7, last: LANE_GROUPS },
      ],
      2,
    )
    expect(split.state).toEqual(whole.state)
    await whole.trainer.dispose()
    await split.trainer.dispose()
  })
})
