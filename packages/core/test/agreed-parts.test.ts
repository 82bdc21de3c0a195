import {
  createTrainer,
  fisher,
  identityOf,
  importanceSampled,
  inProcessShard,
  linearFeatureBaseline,
  localParts,
  maxKl,
  type RunParts,
  type Shard,
  sampledObjective,
  selfNormalised,
  timeDependentBaseline,
  trustRegionUpdate,
  vineRollouts,
  zeroBaseline,
} from '@trpo/core'
import { workerShards } from '@trpo/core/workers'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { policyActions, type VineSettings, vine } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from './workers/channel.ts'

type Settings = Parameters<typeof localParts>[0]

const { spec } = cartPole()
const settings: Settings = { seed: 1, quota: { kind: 'steps', steps: 240 }, lanes: 12 }
const partsOf = (change: Partial<Settings> = {}): RunParts => localParts({ ...settings, ...change }, spec)
const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })

/** A change of the parts, and how a shard that has it differs from a trainer that has not. */
const changes: readonly (readonly [message: string, change: Partial<Settings>])[] = [
  ['the shard has seed 9, the trainer seed 1;', { seed: 9 }],
  ['the shard has lanes 24, the trainer lanes 12;', { lanes: 24 }],
  [
    'the shard has normalizeObservations true, the trainer normalizeObservations false;',
    { normalizeObservations: true },
  ],
  [
    'the shard has sampling.quota.steps 252, the trainer sampling.quota.steps 240;',
    { quota: { kind: 'steps', steps: 252 } },
  ],
  ['sampling.quota.kind paths, the trainer sampling.quota.kind steps;', { quota: { kind: 'paths', paths: 240 } }],
  ['sampling.episodes continue, the trainer sampling.episodes fresh;', { episodes: 'continue' }],
  ['estimator.discount 0.9, the trainer estimator.discount 0.99;', { discount: 0.9 }],
  ['estimator.gaeLambda 0.5, the trainer estimator.gaeLambda 1;', { gaeLambda: 0.5 }],
  ['estimator.bootstrap baseline, the trainer estimator.bootstrap none;', { bootstrap: 'baseline' }],
  ['estimator.stateWeighting discounted,', { stateWeighting: 'discounted' }],
  ['estimator.standardizeAdvantages false,', { standardizeAdvantages: false }],
  ['estimator.baseline.ridge 0.5, the trainer estimator.baseline.ridge', { baseline: linearFeatureBaseline(4, 0.5) }],
  ['the shard has estimator Monte Carlo, baseline zero, the trainer estimator Monte', { baseline: zeroBaseline() }],
  [
    'baseline time-dependent, the trainer estimator Monte Carlo, baseline linear-features',
    { baseline: timeDependentBaseline(7) },
  ],
  ['objective.metric.stride 3, the trainer objective.metric.stride 10', { fisherStride: 3 }],
  ['objective.constraint.name max KL, the trainer objective.constraint.name mean KL', { constraint: maxKl() }],
  ['update.maxKl 0.02, the trainer update.maxKl 0.01;', { maxKl: 0.02 }],
  ['the shard has policy.network.', { model }],
  [
    'policy.precision f64, the trainer policy.precision f32',
    {
      model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [32, 32], buildNetwork: networkFromDescription }),
    },
  ],
]

const shardOf = (parts: RunParts): Shard => inProcessShard(parts, (count) => lanesOf(cartPole, count))

async function refusal(parts: RunParts, shards: readonly Shard[]): Promise<string> {
  const trainer = createTrainer(parts, shards)
  const messages: string[] = []
  for (const work of [() => trainer.ready(), () => trainer.step(trainer.init())])
    await work().then(
      () => messages.push('accepted'),
      (error: unknown) => messages.push(String(error)),
    )
  await trainer.dispose()
  expect(messages[0]).toBe(messages[1])
  return messages[0]
}

describe('a shard that was built with other settings than its trainer is refused', () => {
  it.each(changes)('in this thread: %s', async (message, change) => {
    const found = await refusal(partsOf(), [shardOf(partsOf(change))])
    expect(found).toContain(message)
    expect(found).toContain('build both from one RunParts')
  })

  it.each(changes)('in workers: %s', async (message, change) => {
    const { spawn } = channelSpawn<null>((_config, groups) =>
      inProcessShard(partsOf(change), (count) => lanesOf(cartPole, count), groups),
    )
    const lanes = change.lanes ?? 12
    expect(await refusal(partsOf(), workerShards({ config: null, lanes, workers: 2, spawn }))).toContain(message)
  })

  it('when only one of them was', async () => {
    const half = (parts: RunParts, first: number, last: number) =>
      inProcessShard(parts, (count) => lanesOf(cartPole, count), { first, last })
    const found = await refusal(partsOf(), [half(partsOf(), 0, 6), half(partsOf({ seed: 2 }), 6, 12)])
    expect(found).toContain('the shard has seed 2, the trainer seed 1')
  })
})

it('shards that act in different environments are refused', async () => {
  const half = (first: number, last: number, limit: number) =>
    inProcessShard(partsOf(), (count) => lanesOf(() => timeLimit(cartPole(), limit), count), { first, last })
  const found = await refusal(partsOf(), [half(0, 6, 30), half(6, 12, 40)])
  expect(found).toContain(
    'one shard has environment.timeLimit 30, another 40; all shards of a run act in one environment',
  )
})

describe('a shard that was built with the same settings', () => {
  it.each(changes)('is accepted: %#', async (_message, change) => {
    const [own, other] = [partsOf(change), partsOf(change)]
    const trainer = createTrainer(own, [shardOf(other)])
    await trainer.ready()
    await trainer.dispose()
  })

  it('is accepted whatever the order in which they were given', () => {
    const [a, b] = [trustRegionUpdate({ maxKl: 0.02, damping: 0.1 }), trustRegionUpdate({ damping: 0.1, maxKl: 0.02 })]
    expect(identityOf({ ...partsOf(), update: a })).toEqual(identityOf({ ...partsOf(), update: b }))
  })
})

describe('identityOf', () => {
  it('knows the settings of a vine', () => {
    const vineOf = (change: Partial<VineSettings>, discount = 0.99) => {
      const proposal = policyActions(3)
      const sampling = vine({ lanes: 4, trunks: 2, trunkSteps: 9, states: 6, branchSteps: 5, proposal, ...change })
      const estimator = vineRollouts({ discount, bootstrap: linearFeatureBaseline(4) })
      const objective = sampledObjective({ form: selfNormalised() })
      return identityOf({ ...partsOf(), sampling, estimator, objective })
    }
    const own = vineOf({})
    expect(vineOf({})).toEqual(own)
    expect(own).toMatchObject({ 'sampling.trunkSteps': '9', 'estimator.bootstrap.ridge': '0.00001' })
    expect(vineOf({}, 0.9)).not.toEqual(own)
    for (const change of [
      { lanes: 5 },
      { trunks: 3 },
      { trunkSteps: 8 },
      { states: 7 },
      { branchSteps: 6 },
      { proposal: policyActions(4) },
      { rows: 'trunk' },
    ] as const)
      expect(vineOf(change)).not.toEqual(own)
  })

  it('is plain text, which every part has a share in', () => {
    const identity = identityOf({ ...partsOf(), policy: model })
    expect(structuredClone(identity)).toEqual(identity)
    expect(identity).toMatchObject({
      seed: '1',
      lanes: '12',
      sampling: 'single path',
      'sampling.quota.steps': '240',
      estimator: 'Monte Carlo, baseline linear-features',
      'estimator.discount': '0.99',
      'estimator.baseline.observationSize': '4',
      'objective.form.name': 'importance sampled (Eq 14)',
      'objective.metric.stride': '10',
      'objective.constraint.name': 'mean KL',
      update: 'trust region',
      'update.cgIterations': '10',
      'policy.distribution.kind': 'diagonal-gaussian',
    })
  })

  it('tells parts without settings apart by their names', () => {
    const named = (name: string) =>
      identityOf({
        ...partsOf(),
        objective: sampledObjective({ form: { ...importanceSampled(), name }, metric: fisher(3) }),
      })
    expect(named('one')).toEqual(named('one'))
    expect(named('one')).not.toEqual(named('two'))
  })

  it('knows the bounds of actions, infinite ones too', () => {
    const bounded = (high: number) =>
      identityOf({ ...partsOf(), policy: { ...model, actions: { low: [-1], high: [high], fit: 'clip' } } })
    expect(bounded(Infinity)['policy.actions.high']).toBe('[Infinity]')
    expect(bounded(1)).not.toEqual(bounded(Infinity))
  })
})
