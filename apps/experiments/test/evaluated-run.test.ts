import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadPolicy } from '@trpo/policies/node'
import { type Config, findPreset, presetConfig, setOptions } from '@trpo/recipes'
import { loadEnvironment, trainingOf } from '@trpo/recipes/node'
import {
  bestEvaluation,
  configDigest,
  createRun,
  evaluationsOf,
  listRuns,
  makeDirectory,
  provenanceNow,
  readMetrics,
  runPaths,
  type SweepRunState,
  trainRun,
} from '@trpo/runs'
import { evaluatePolicy } from '@trpo/samplers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type EvaluateOptions, evaluate } from '../src/commands/evaluate.ts'
import { summarize } from '../src/commands/summarize.ts'
import { savedEvaluation } from '../src/evaluate/saved-evaluation.ts'
import { iterationFacts } from '../src/progress/format.ts'
import { filmOfRun } from '../src/render/film-of-run.ts'
import { charts } from '../src/report/charts.ts'
import { reportPage } from '../src/report/write-report.ts'
import { findRun } from '../src/run/find-run.ts'
import { nextCommands } from '../src/run/next-commands.ts'
import { hasIterations } from '../src/sweep/has-iterations.ts'
import { pendingRuns } from '../src/sweep/pending-runs.ts'
import { coreShares } from '../src/sweep/run-cores.ts'
import type { AskedTune } from '../src/tune/asked-tune.ts'
import { resultOf } from '../src/tune/results.ts'
import { tuneCsv, tuneTable } from '../src/tune/tune-table.ts'

const asked: AskedTune = {
  ...{ kind: 'tune', settings: [], space: [], candidates: 1, seeds: [1], method: 'halving', factor: 2 },
  ...{ iterations: 9, drawSeed: 1 },
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluated-run-'))
  await train('evaluated', ['evaluation.every=2', 'evaluation.episodes=2', 'average.decay=0.5'])
  await train('plain', [])
  const enough = ['evaluation.stop.kind=threshold', 'evaluation.stop.return=0']
  await train('stopped', ['evaluation.every=1', 'evaluation.episodes=1', ...enough])
})
afterAll(() => rm(folder, { recursive: true }))

/** Trains four small iterations into the folder of that name. */
async function train(name: string, set: readonly string[]): Promise<void> {
  const small = [
    'environment.timeLimit=90',
    'policy.hidden=3',
    'sampler.quota.perIteration=12',
    'environment.actions=keep',
  ]
  const config: Config = {
    ...setOptions(presetConfig(findPreset('modern/cart-pole'), 1), [...small, ...set]),
    iterations: 4,
  }
  const training = await trainingOf(config, { workers: 1 })
  const { summary, measures } = training
  const paths = runPaths(join(folder, name))
  await makeDirectory(paths)
  const facts = { configDigest: configDigest(config), environmentDigest: null, command: 'trpo', version: '1' }
  await createRun(paths, config, await provenanceNow({ ...facts, summary, measures }))
  await trainRun({ paths, config }, training, { state: training.init(), isNew: true })
  await training.dispose()
}

/** What a command prints. */
async function printed(work: () => Promise<unknown>): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    await work()
    return log.mock.calls.map(([text]) => String(text)).join('\n')
  } finally {
    log.mockRestore()
  }
}

const run = () => findRun(join(folder, 'evaluated'))

describe('trpo evaluate', () => {
  const options: EvaluateOptions = {
    policy: 'last',
    episodes: 3,
    choices: ['sample', 'mode'],
    maxSteps: 90,
    json: true,
  }
  const returnsOf = async (changes: Partial<EvaluateOptions>, name = 'evaluated') =>
    JSON.parse(await printed(() => evaluate([join(folder, name)], { ...options, ...changes })))

  test('takes the last policy, the best one or the averaged one', async () => {
    const best = bestEvaluation(await readMetrics((await run()).paths.metrics))
    const found = [await returnsOf({}), await returnsOf({ policy: 'average' })]
    expect(found.map(({ iteration }) => iteration)).toEqual([4, 4])
    expect(found[1].evaluations).not.toEqual(found[0].evaluations)
    expect(found[0].evaluations).toMatchObject([
      { choice: 'sample', episodes: 3, cut: expect.any(Number), returns: { min: expect.any(Number) } },
      { choice: 'mode', lengths: { max: expect.any(Number) } },
    ])
    const ofBest = await returnsOf({ policy: 'best' })
    expect(ofBest.iteration).toBe(best?.iteration)
    const { config, paths } = await run()
    const lanes = (await loadEnvironment(config, folder)).createLanes(3)
    const policy = { ...(await loadPolicy(paths.best)), actions: undefined }
    const { returns } = await evaluatePolicy({
      ...{ policy, lanes, choice: 'sample', episodes: 3, seed: config.seed, maxSteps: 90 },
    })
    lanes.dispose()
    expect(ofBest.evaluations[0].returns).toEqual(returns)
    await expect(evaluate([paths.directory], { ...options, policy: 'best', iteration: 4 })).rejects.toThrow(
      '--policy best --iteration 4: ',
    )
  })

  test('takes several runs, and keeps the returns of all episodes beside each', async () => {
    const asked = { ...options, choices: ['mode'], save: true } as const
    const found = JSON.parse(
      await printed(() =>
        evaluate(
          ['evaluated', 'plain'].map((name) => join(folder, name)),
          asked,
        ),
      ),
    )
    expect(found.map(({ run: name }: { run: string }) => name)).toEqual(['evaluated', 'plain'])
    for (const { run: name, evaluations } of found) {
      const saved = await savedEvaluation(join(folder, name), 'last', null)
      expect(saved).toMatchObject({ policy: 'last', iteration: 4, seed: 1 })
      expect(saved?.mode).toHaveLength(3)
      expect(Math.max(...(saved?.mode ?? []))).toBe(evaluations[0].returns.max)
      expect(saved).not.toHaveProperty('sample')
      expect(await savedEvaluation(join(folder, name), 'best', null)).toBeUndefined()
      await printed(() => evaluate([join(folder, name)], { ...asked, choices: ['sample'] }))
      const both = await savedEvaluation(join(folder, name), 'last', null)
      expect(both?.mode).toEqual(saved?.mode)
      expect(both?.sample).toHaveLength(3)
      await printed(() => evaluate([join(folder, name)], { ...asked, seed: 2 }))
      expect(await savedEvaluation(join(folder, name), 'last', null)).not.toHaveProperty('sample')
    }
  })

  test.each([
    ['best', 'has no evaluation yet; evaluation.every of its config'],
    ['average', 'keeps no average of its parameters; average.decay'],
  ] as const)('says why there is no %s policy', async (policy, message) => {
    await expect(evaluate([join(folder, 'plain')], { ...options, policy })).rejects.toThrow(message)
  })
})

test('evaluations stand in the lines of their iterations, in the summary and in the report', async () => {
  const found = await run()
  const { measures } = found.provenance
  const records = await readMetrics(found.paths.metrics)
  const evaluated = / \| evaluated [\d.]+ \| evaluated mode [\d.]+ \| average [\d.]+ \| average mode [\d.]+ \|/
  expect(records.map((record) => evaluated.test(iterationFacts(record, measures)))).toEqual([false, true, false, true])
  expect(iterationFacts(records[0], measures)).not.toContain('evaluated')

  const summary = await printed(() => summarize(found, measures, { interrupted: false, stopped: true }))
  expect(summary).toMatch(/Done: 4 iterations, .* Its evaluations ended it \(evaluation\.stop\)\./)
  expect(summary).toMatch(
    /^evaluation {8}[\d.]+ in the last, best [\d.]+ at iteration \d \((drawn|most likely) actions/m,
  )
  expect(summary).toMatch(/^best policy {7}.*best$/m)
  expect(summary).toMatch(/^averaged policy {3}.*average$/m)

  const html = await reportPage(found, records)
  for (const part of [' resume ', 'Return in evaluation', 'last evaluation, iteration 4', 'best evaluation, iteration'])
    expect(html).toContain(part)
  const chart = charts(records, measures).find(({ title }) => title === 'Return in evaluation')
  expect(chart?.caption).toContain('Return of the most likely actions of the averaged parameters')
})

test('neither the report nor the tuning of a run that its evaluations ended asks for more iterations of it', async () => {
  const directory = join(folder, 'stopped')
  const stopped = await findRun(directory)
  expect(stopped.config.iterations).toBe(1)
  const words = nextCommands(stopped, await readMetrics(stopped.paths.metrics)).join('\n')
  expect(words).toContain(' evaluate ')
  expect(words).not.toContain(' resume ')

  const summary = (await listRuns(folder)).find(({ name }) => name === 'stopped')
  const state: SweepRunState = {
    ...{ name: 'stopped', directory, words: [], configDigest: '', state: 'finished', summary, reason: undefined },
  }
  expect(await pendingRuns({ startedIn: folder }, [state], coreShares(1, 1), 9)).toEqual([])
  const candidate = { number: 0, point: [], runs: [{ name: 'stopped', label: '', words: [] }] }
  const result = await resultOf(candidate, 9, new Map([['stopped', state]]))
  expect(result).toMatchObject({ fault: undefined, spread: { mean: expect.any(Number) } })
  // A deviation of one seed would say nothing.
  expect(tuneTable(asked, [result]).rows[0]).toEqual(expect.arrayContaining([expect.stringMatching(/^[\d.]+$/)]))
  expect(tuneTable(asked, [result]).rows.flat().join()).not.toContain('±')
  expect(tuneCsv(asked, [result])).toMatch(/,9,[\d.]+,,[\d.]+,$/m)

  // By its evaluations, whose last one ended it; and one that has none in the iterations of a round has no score.
  const judged = await resultOf(candidate, 9, new Map([['stopped', state]]), 'evaluation')
  expect(judged.returns).toEqual([evaluationsOf(await readMetrics(stopped.paths.metrics)).at(-1)?.meanReturn])
  expect(tuneTable({ ...asked, score: 'evaluation' }, [judged]).head).toContain('evaluation over 1 seed')
  const early = { ...candidate, runs: [{ name: 'plain', label: '', words: [] }] }
  const inRound = { ...state, name: 'plain', directory: join(folder, 'plain') }
  expect(await resultOf(early, 1, new Map([['plain', inRound]]), 'evaluation')).toMatchObject({
    returns: [null],
    spread: null,
    fault: 'plain: it was not evaluated in these iterations; evaluate more often (--set evaluation.every=<n>)',
  })

  // One that merely has the iterations of an earlier round goes on.
  const plain = { ...state, name: 'plain', directory: join(folder, 'plain') }
  const ofPlain = { ...plain, summary: (await listRuns(folder)).find(({ name }) => name === 'plain') }
  expect(await hasIterations(ofPlain, 4)).toBe(true)
  expect(await hasIterations(ofPlain, 9)).toBe(false)
})

test('a film says that it shows the best policy', async () => {
  const request = { choice: 'mode', length: { steps: 2 }, policy: 'best' } as const
  expect((await filmOfRun(await run(), request)).film.note).toMatch(/best policy, iteration \d/)
})
