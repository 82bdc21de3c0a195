import {
  averagedTraining,
  createLocalTrainer,
  episodePlayer,
  evaluatedTraining,
  type Shard,
  type StopRule,
  stopAtReturn,
  stopOnPlateau,
  type Training,
  type TrainingEvaluation,
  type TrainingProgress,
  type TrainingRecord,
} from '@trpo/core'
import { cartPole, type Lanes, lanesOf, timeLimit } from '@trpo/envs'
import { evaluatePolicy } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const SEED = 3
const create = () => timeLimit(cartPole(), 20)
const trainer = () =>
  createLocalTrainer({
    seed: SEED,
    environment: create,
    quota: { kind: 'steps', steps: 120 },
    normalizeObservations: true,
  })

let made: Lanes[] = []
const settings: TrainingEvaluation = {
  seed: SEED,
  every: 2,
  episodes: 3,
  // Episodes that are long enough to tell policies and draws apart.
  createLanes(count) {
    const lanes = lanesOf(cartPole, count)
    made.push(lanes)
    return lanes
  },
}

/** The states and records of a few iterations, without timings. */
async function trained<S extends TrainingProgress>(training: Training<S>, iterations = 4) {
  let state = training.init()
  const states = [state]
  const records: Omit<TrainingRecord, 'timings'>[] = []
  for (let i = 0; i < iterations; i++) {
    const [next, { timings: _, ...record }] = await training.step(state)
    states.push(next)
    records.push(record)
    state = next
  }
  const encoded = states.map((one) => training.encode(one))
  const policies = states.map((one) => ({ last: training.policy(one), average: training.average?.(one) }))
  await training.dispose()
  return { records, encoded, policies }
}

const plain = await trained(trainer())

describe('a training that is evaluated', () => {
  test('has the states of one that is not, and its records with what evaluations add', async () => {
    const { records, encoded } = await trained(evaluatedTraining(trainer(), settings))
    expect(encoded).toEqual(plain.encoded)
    for (const [i, record] of records.entries()) {
      expect(record).toMatchObject(plain.records[i])
      const added = Object.keys(record).filter((name) => !Object.hasOwn(plain.records[i], name))
      expect(added.length).toBe(i % 2 === 1 ? 7 : 0)
    }
  })

  test('evaluates the policy after the update, in draws of the iteration, on lanes that are made once and disposed of', async () => {
    made = []
    let disposed = 0
    const createLanes = (count: number): Lanes => {
      const lanes = settings.createLanes(count)
      return { ...lanes, dispose: () => void disposed++ }
    }
    const { records, policies } = await trained(evaluatedTraining(trainer(), { ...settings, createLanes }))
    expect(made.map(({ count }) => count)).toEqual([3])
    expect(disposed).toBe(1)
    for (const iteration of [2, 4]) {
      const by = async (choice: 'sample' | 'mode') =>
        evaluatePolicy({
          policy: policies[iteration].last,
          environment: cartPole(),
          episodes: 3,
          seed: SEED,
          round: iteration,
          choice,
        })
      const [sample, mode] = [await by('sample'), await by('mode')]
      const best = mode.returns.mean > sample.returns.mean ? 'mode' : 'sample'
      expect(records[iteration - 1]).toMatchObject({
        evaluationSampleReturn: sample.returns.mean,
        evaluationSampleReturnStd: sample.returns.std,
        evaluationSampleLength: sample.lengths.mean,
        evaluationModeReturn: mode.returns.mean,
        evaluation: { meanReturn: { sample, mode }[best].returns.mean, policy: 'last', actions: best },
      })
    }
  })

  test('shares the episodes between shards, to the same records, and plays here where one of them cannot', async () => {
    const alone = await trained(evaluatedTraining(trainer(), settings))
    const counts: number[] = []
    const player = (): Pick<Shard, 'play'> => {
      const { play } = episodePlayer(trainer().policy(trainer().init()), () => lanesOf(cartPole, 2))
      return {
        play(request) {
          counts.push(request.last - request.first)
          return play(request)
        },
      }
    }
    // Three episodes for four: one of them has nothing to do.
    const shards = Array.from({ length: 4 }, player)
    made = []
    expect((await trained(evaluatedTraining(trainer(), { ...settings, shards }))).records).toEqual(alone.records)
    expect(made).toEqual([])
    expect(counts).toEqual(Array.from({ length: 3 * 2 * 2 }, () => 1))
    const partly = { ...settings, shards: [...shards, {}] }
    expect((await trained(evaluatedTraining(trainer(), partly))).records).toEqual(alone.records)
    expect(made).toHaveLength(1)
  })

  test('evaluates the policy of the state, whatever its actions are', async () => {
    // From iteration 2 on it acts in [-1, 1], where it acted in newtons.
    const inner = trainer()
    const changing: typeof inner = {
      ...inner,
      policy(state) {
        const policy = inner.policy(state)
        return state.iteration < 2 ? policy : { ...policy, actions: { low: [-10], high: [10], fit: 'scale' } }
      },
    }
    const { records, policies } = await trained(evaluatedTraining(changing, { ...settings, every: 1 }))
    expect(policies.map(({ last }) => last.actions?.fit)).toEqual(['clip', 'clip', 'scale', 'scale', 'scale'])
    for (const [i, record] of records.entries()) {
      const policy = policies[i + 1].last
      const evaluation = { environment: cartPole(), episodes: 3, seed: SEED, round: i + 1, choice: 'sample' } as const
      const { returns } = await evaluatePolicy({ ...evaluation, policy })
      expect(record).toHaveProperty('evaluationSampleReturn', returns.mean)
    }
  })

  test('waits for every player, and then throws the first reason', async () => {
    let ended = 0
    const shards = [0, 1, 2].map((index) => ({
      async play() {
        for (let turn = 0; turn < 5 * index; turn++) await Promise.resolve()
        ended++
        if (index < 2) throw new Error(`player ${index}`)
        return []
      },
    }))
    const training = evaluatedTraining(trainer(), { ...settings, every: 1, choices: ['mode'], shards })
    await expect(training.step(training.init())).rejects.toThrow('player 0')
    expect(ended).toBe(3)
    await training.dispose()
  })

  test('describes its numbers, and tells how long they took', async () => {
    const training = evaluatedTraining(averagedTraining(trainer(), { decay: 0.5 }), {
      ...settings,
      every: 1,
      clock: (() => {
        let now = 0
        return () => (now += 1000)
      })(),
    })
    const [, record] = await training.step(training.init())
    const own = Object.keys(record).filter((name) => /^(evaluation|average)[A-Z]/.test(name))
    expect(own).toHaveLength(12)
    for (const name of own) expect(training.measures[name].description).toContain('3 episodes')
    expect(record.timings['evaluation']).toBe(1)
    expect(record.timings.total).toBeGreaterThanOrEqual(1)
    await training.dispose()
  })

  test('hands drawn actions to lanes that fit them, and hears of a stop while it evaluates', async () => {
    const heard: number[] = []
    const createLanes = (count: number): Lanes => {
      const lanes = lanesOf(create, count)
      return {
        ...lanes,
        spec: { ...lanes.spec, actionSpace: { kind: 'box', low: [-1], high: [1] } },
        step(active, actions, ...rest) {
          heard.push(...actions)
          return lanes.step(active, actions, ...rest)
        },
      }
    }
    const misfit = evaluatedTraining(trainer(), { ...settings, every: 1, createLanes })
    await expect(misfit.step(misfit.init())).rejects.toThrow(/the policy gives actions in \[-10, 10\] at entry 0/)
    const fitting = evaluatedTraining(trainer(), { ...settings, every: 1, createLanes, fittedBy: 'lanes' })
    await fitting.step(fitting.init())
    expect(heard.length).toBeGreaterThan(0)
    const parts: string[] = []
    const entering = (part: string) => {
      parts.push(part)
      if (parts.length === 2) throw new Error('a signal')
    }
    const stopped = evaluatedTraining(trainer(), { ...settings, every: 1, entering })
    await expect(stopped.step(stopped.init())).rejects.toThrow('a signal')
    expect(parts).toEqual(['evaluation', 'evaluation'])
    for (const training of [misfit, fitting, stopped]) await training.dispose()
  })

  test.each([
    [{ every: 0 }, 'every is 0'],
    [{ episodes: 0.5 }, 'episodes is 0.5'],
    [{ choices: [] }, 'choices is empty'],
  ])('refuses %j', (changes, message) => {
    expect(() => evaluatedTraining(trainer(), { ...settings, ...changes })).toThrow(message)
  })

  test('refuses a training whose records have a number of that name', () => {
    const training = trainer()
    const measures = { ...training.measures, evaluationModeLength: { title: 'Mine', description: 'Mine.' } }
    expect(() => evaluatedTraining({ ...training, measures }, settings)).toThrow(
      'the records of this training have evaluationModeLength already',
    )
    const mode = evaluatedTraining({ ...training, measures }, { ...settings, choices: ['sample'] })
    expect(mode.measures).toHaveProperty('evaluationModeLength.title', 'Mine')
  })
})

describe('an average of the parameters', () => {
  test('is a_i = d a_{i-1} + (1 - d) theta_i from a_0 = theta_0, with the last normaliser, and changes nothing else', async () => {
    const decay = 0.75
    const { records, policies } = await trained(averagedTraining(trainer(), { decay }))
    expect(records).toEqual(plain.records)
    let expected = plain.policies[0].last.theta
    for (const [i, { last, average }] of policies.entries()) {
      const { theta } = plain.policies[i].last
      if (i > 0) expected = expected.map((value, j) => decay * value + (1 - decay) * theta[j])
      expect(last.theta).toEqual(theta)
      expect(average).toMatchObject({ theta: expected, normalizer: last.normalizer })
    }
    expect(expected).not.toEqual(plain.policies[4].last.theta)
  })

  test('goes on from a checkpoint with the same bits, and a checkpoint without it is refused', async () => {
    const create = () => averagedTraining(trainer(), { decay: 0.9 })
    const { encoded } = await trained(create())
    const training = create()
    const [next] = await training.step(training.decode(encoded[2]))
    expect(training.encode(next)).toEqual(encoded[3])
    expect(() => training.decode(plain.encoded[2])).toThrow(
      'the checkpoint has no tensor average of 1250 finite numbers',
    )
    await training.dispose()
  })

  test('is evaluated beside the last policy, and may be the best', async () => {
    const averaged = averagedTraining(trainer(), { decay: 0.9 })
    const { records } = await trained(evaluatedTraining(averaged, { ...settings, every: 1 }))
    for (const record of records) {
      const all = ['evaluationSample', 'evaluationMode', 'averageSample', 'averageMode'].map((name) =>
        Reflect.get(record, `${name}Return`),
      )
      expect(record.evaluation?.meanReturn).toBe(Math.max(...all))
      const { policy, actions } = record.evaluation ?? {}
      const name = `${policy === 'last' ? 'evaluation' : 'average'}${actions === 'mode' ? 'Mode' : 'Sample'}Return`
      expect(record).toHaveProperty(name, record.evaluation?.meanReturn)
    }
    expect(new Set(records.map(({ evaluation }) => evaluation?.policy)).size).toBe(2)
  })

  test.each([-0.1, 1, Number.NaN])('refuses a decay of %d', (decay) => {
    expect(() => averagedTraining(trainer(), { decay })).toThrow(`decay is ${decay}`)
  })
})

describe('stop rules', () => {
  test.each<[string, StopRule, readonly number[], number | undefined]>([
    ['a threshold that is reached', stopAtReturn(3), [1, 2, 3, 4], 3],
    ['a threshold that is not', stopAtReturn(9), [1, 2, 3, 4], undefined],
    ['a plateau of two', stopOnPlateau(2), [1, 3, 2, 3, 4], 4],
    ['a plateau that ends in time', stopOnPlateau(3), [1, 3, 2, 3, 4], undefined],
    ['returns that only fall', stopOnPlateau(1), [5, 4, 3], 2],
  ])('%s', (_what, rule, returns, after) => {
    const lengths = Array.from(returns, (_, i) => i + 1)
    expect(lengths.find((length) => rule(returns.slice(0, length)))).toBe(after)
    expect(rule([])).toBe(false)
  })

  test('a plateau ends when none of the last n exceeds all before them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        (all, n) => {
          const [before, last] = [all.slice(0, -n), all.slice(-n)]
          const expected = before.length > 0 && last.every((value) => value <= Math.max(...before))
          expect(stopOnPlateau(n)(all)).toBe(expected)
        },
      ),
    )
  })

  test.each([
    [() => stopAtReturn(Number.NaN), 'the return to stop at is NaN'],
    [() => stopOnPlateau(0), 'a plateau of 0 evaluations'],
  ])('refuse what is none', (make, message) => {
    expect(make).toThrow(message)
  })

  test('say from the records whether a training is over', () => {
    const training = evaluatedTraining(trainer(), { ...settings, stop: stopAtReturn(7) })
    const [record] = plain.records
    const found = (meanReturn: number) =>
      ({ ...record, timings: { total: 0 }, evaluation: { meanReturn, policy: 'last', actions: 'mode' } }) as const
    expect(training.isOver?.([found(6), { ...record, timings: { total: 0 } }])).toBe(false)
    expect(training.isOver?.([found(6), found(7)])).toBe(true)
    expect(evaluatedTraining(trainer(), settings).isOver).toBeUndefined()
    // A training that ends of itself still does.
    const ending = { ...trainer(), isOver: (records: readonly unknown[]) => records.length > 2 }
    for (const stop of [stopAtReturn(7), undefined]) {
      const both = evaluatedTraining(ending, { ...settings, ...(stop && { stop }) })
      expect(both.isOver?.([found(6), found(6)])).toBe(false)
      expect(both.isOver?.([found(6), found(6), found(6)])).toBe(true)
      expect(both.isOver?.([found(8)])).toBe(stop !== undefined)
    }
  })
})
