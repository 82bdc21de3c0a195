import {
  createTrainer,
  everyActionForm,
  fisher,
  inProcessShard,
  linearFeatureBaseline,
  type RunParts,
  sampledObjective,
  selfNormalised,
  timeDependentBaseline,
  trustRegionUpdate,
  vineRollouts,
} from '@trpo/core'
import { passConformance } from '@trpo/core/conformance'
import { cartPole, lanesOf, type RestorableLanes, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { type GroupRange, policyActions, type VineBatch, type VineSettings, vine } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'

const environment = () => timeLimit(cartPole(), 60)
const createLanes = (count: number) => lanesOf(environment, count)
const settings: VineSettings<false> = {
  lanes: 26,
  trunks: 14,
  trunkSteps: 40,
  states: 45,
  branchSteps: 25,
  proposal: policyActions(3),
}
type Parts = RunParts<VineBatch<false>, RestorableLanes>
const parts: Parts = {
  seed: 7,
  policy: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] }),
  normalizeObservations: true,
  sampling: vine(settings),
  estimator: vineRollouts(),
  objective: sampledObjective({ form: selfNormalised(), metric: fisher(1) }),
  update: trustRegionUpdate(),
}
const runs: readonly (readonly [string, Parts])[] = [
  ['rollout set', parts],
  ['whole trunk', { ...parts, sampling: vine({ ...settings, rows: 'trunk' }) }],
  ['bootstrapped', { ...parts, estimator: vineRollouts({ bootstrap: linearFeatureBaseline(4) }) }],
  [
    'discounted',
    { ...parts, estimator: vineRollouts({ stateWeighting: 'discounted', bootstrap: timeDependentBaseline(60) }) },
  ],
]

describe.each(runs)('%s', (_name, of) => {
  for (const { name, run } of passConformance({ parts: of, createLanes })) it(name, run)

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
