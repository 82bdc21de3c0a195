import { createTrainer, everyActionForm, inProcessShard, sampledObjective, selfNormalised } from '@trpo/core'
import type { GroupRange } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { createLanes, type Parts, parts, runs } from './vine-parts.ts'

describe.each(runs)('%s', (_name, of) => {
  it('trains to the same bits however the groups are spread, and from a checkpoint', async () => {
    const trainerOf = (ranges: readonly GroupRange[]) =>
      createTrainer(
        of,
        ranges.map((groups) => inProcessShard(of, createLanes, groups)),
      )
    const whole = trainerOf([{ first: 0, last: 12 }])
    const split = trainerOf([
      { first: 0, last: 5 },
      { first: 5, last: 12 },
    ])
    let [one, two] = [whole.init(), split.init()]
    for (let iteration = 0; iteration < 3; iteration++) {
      ;[one] = await whole.step(one)
      ;[two] = await split.step(split.decode(split.encode(two)))
    }
    expect(one.theta).not.toEqual(whole.init().theta)
    expect(two.theta).toEqual(one.theta)
    expect(two.estimator).toEqual(one.estimator)
    await whole.dispose()
    await split.dispose()
  })
})

it('an objective for every action does not compile where some were sampled', () => {
  const refused: Parts = {
    ...parts,
    // @ts-expect-error: policyActions tries some actions, and Eq 15 needs all.
    objective: sampledObjective({ form: everyActionForm() }),
  }
  expect(refused.objective.name).toMatch(/Eq 15/)
})

it('an estimator of single path does not compile, and objectives say which column is missing', () => {
  const trainer = () =>
    createTrainer(
      { ...parts, objective: sampledObjective({ form: { ...selfNormalised(), reads: ['advantages'] } }) },
      [],
    )
  expect(trainer).toThrow(/reads the column advantages, and the estimator rollouts fills actionAdvantages/)
})
