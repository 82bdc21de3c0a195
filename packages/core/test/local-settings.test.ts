import {
  createLocalTrainer,
  createTrainer,
  linearFeatureBaseline,
  localParts,
  maxKl,
  monteCarlo,
  trustRegionUpdate,
  zeroBaseline,
} from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { decodePolicy, encodePolicy, gaussianMlp, type PolicyModel } from '@trpo/policies'
import { singlePath } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { smallRun } from './settings.ts'

/** What somebody writes whom no compiler checks. */
const given = (change: object): never => ({ ...smallRun, ...change }) as never

describe('createLocalTrainer refuses', () => {
  const quotas = "give { kind: 'steps', steps: 5000 } or { kind: 'paths', paths: 50 }"
  it.each<[object, string]>([
    [{ maxKL: 0.1 }, 'createLocalTrainer knows no maxKL; did you mean maxKl?'],
    [{ episode: 'continue' }, 'did you mean episodes?'],
    [{ normaliseObservations: true }, 'did you mean normalizeObservations?'],
    [{ workers: 4 }, 'createLocalTrainer knows no workers; it takes seed, environment, createLanes, model,'],
    [{ episodes: 'keep' }, `episodes is "keep"; give 'fresh', 'continue' or 'staggered'`],
    [{ stateWeighting: 'x' }, 'stateWeighting is "x"; give "undiscounted" or "discounted"'],
    [{ bootstrap: true }, 'bootstrap is true; give "none" or "baseline"'],
    [{ standardizeAdvantages: 1 }, 'standardizeAdvantages is 1; give true or false'],
    [{ normalizeObservations: 'no' }, 'normalizeObservations is "no"; give true or false'],
    [{ quota: undefined }, `quota is undefined; ${quotas}`],
    [{ quota: 5000 }, `quota is 5000; ${quotas}`],
    [{ quota: { kind: 'episodes', paths: 50 } }, `quota.kind is "episodes"; ${quotas}`],
    [{ quota: { kind: 'steps', paths: 50 } }, 'a quota of steps knows no paths; it takes kind, steps'],
    [{ quota: { kind: 'paths' } }, 'a quota of undefined paths cannot be split over 14 lanes'],
    [{ seed: undefined }, 'seed is undefined; give a whole number from 0 to 2^53 - 1'],
    [{ seed: -1 }, 'seed is -1'],
    [{ seed: '1' }, 'seed is 1; give a whole number'],
    [{ maxKl: '0.01' }, 'maxKl is 0.01; give a number'],
    [{ maxKl: null }, 'maxKl is null'],
    [{ discount: '0.9' }, 'discount is 0.9; give a number from 0 to 1'],
    [{ discount: null }, 'discount is null'],
    [{ model: 'mlp' }, 'model is "mlp"; give a model, such as gaussianMlp('],
    [{ baseline: 'zero' }, 'baseline is "zero"; give a baseline, such as zeroBaseline()'],
    [{ baseline: linearFeatureBaseline }, 'made for observations of some length, and [object Object] was given'],
    [{ update: 'trust region' }, 'update is "trust region"; give an update rule'],
    [{ constraint: maxKl }, 'constraint is a function; give a constraint, such as maxKl()'],
    [{ update: trustRegionUpdate(), damping: 0.1 }, 'damping has no effect beside update; give it to the update rule'],
  ])('%o', (change, message) => {
    expect(() => createLocalTrainer(given(change))).toThrow(message)
    expect(() => createLocalTrainer(given(change))).not.toThrow(/Cannot read properties/)
  })

  it('nothing that is left undefined', async () => {
    const names = ['model', 'baseline', 'episodes', 'maxKl', 'discount', 'update', 'constraint', 'clock', 'loading']
    await createLocalTrainer(given(Object.fromEntries(names.map((name) => [name, undefined])))).dispose()
  })
})

describe('each part checks its own settings', () => {
  it.each<[string, () => unknown, string]>([
    [
      'singlePath',
      () => singlePath({ quota: smallRun.quota, lanes: 14, episode: 'fresh' } as never),
      'singlePath knows no episode; did you mean episodes?',
    ],
    ['singlePath without a quota', () => singlePath({ lanes: 14 } as never), 'quota is undefined'],
    [
      'singlePath without lanes',
      () => singlePath({ quota: smallRun.quota } as never),
      'the number of lanes is undefined',
    ],
    [
      'monteCarlo',
      () => monteCarlo({ baseline: zeroBaseline(), gamma: 0.9 } as never),
      'monteCarlo knows no gamma; it takes baseline, discount',
    ],
    ['monteCarlo without a baseline', () => monteCarlo({} as never), 'baseline is undefined; give a baseline'],
    [
      'trustRegionUpdate',
      () => trustRegionUpdate({ maxKL: 0.1 } as never),
      'trustRegionUpdate knows no maxKL; did you mean maxKl?',
    ],
    [
      'localParts',
      () => localParts({ ...smallRun, fisherstride: 2 } as never, cartPole().spec),
      'did you mean fisherStride?',
    ],
    ['linearFeatureBaseline', () => linearFeatureBaseline(0), 'a whole number of at least 1'],
    ['its ridge', () => linearFeatureBaseline(4, -1), 'the ridge of a linear feature baseline is -1'],
  ])('%s', (_name, make, message) => {
    expect(make).toThrow(message)
  })
})

describe('a policy that could not be loaded again', () => {
  type Distribution = PolicyModel['distribution']
  const bell = (): Distribution => ({
    ...smallRun.model.distribution,
    description: { kind: 'acme/bell', size: 1 },
  })
  const modelOf = (distribution: Distribution): PolicyModel => ({ ...smallRun.model, distribution })
  const own = modelOf(bell())
  const loading = { distributions: { 'acme/bell': () => bell() } }

  it('is refused before it is trained', () => {
    const mine = modelOf({ ...bell(), description: { kind: 'mine' } as never })
    for (const model of [own, mine]) {
      expect(() => createLocalTrainer({ ...smallRun, model })).toThrow(
        /could be trained and saved, but not loaded again: .*its builder to what trains \(`loading`\)/,
      )
      const parts = localParts({ seed: 1, quota: smallRun.quota, model }, cartPole().spec)
      expect(() => createTrainer(parts, [])).toThrow(/could be trained and saved, but not loaded again/)
    }
  })

  it('trains where its builders are given', async () => {
    const trainer = createLocalTrainer({ ...smallRun, model: own, loading })
    const { json, tensors } = encodePolicy(trainer.policy(trainer.init()))
    expect(decodePolicy(json, tensors, loading).distribution.description).toEqual(own.distribution.description)
    await trainer.dispose()
    const parts = localParts({ seed: 1, quota: smallRun.quota, model: own }, cartPole().spec)
    expect(createTrainer(parts, [], { loading }).summary).toContain('TRPO')
  })

  it('disposes of the lanes that were made for it', () => {
    let disposed = 0
    const createLanes = (count: number) => ({ ...lanesOf(cartPole, count), dispose: () => disposed++ })
    const { environment: _, ...rest } = smallRun
    expect(() => createLocalTrainer({ ...rest, createLanes, model: own })).toThrow('not loaded again')
    expect(disposed).toBe(1)
  })

  it('is no concern of built-in models', () => {
    const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [] })
    expect(createTrainer(localParts({ seed: 1, quota: smallRun.quota, model }, cartPole().spec), []).summary).toBe(
      'TRPO, delta 0.01',
    )
  })
})
