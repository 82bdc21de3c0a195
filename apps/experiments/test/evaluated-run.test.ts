import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, findPreset, presetConfig, setOptions } from '@trpo/recipes'
import { trainingOf } from '@trpo/recipes/node'
import {
  bestEvaluation,
  configDigest,
  createRun,
  makeDirectory,
  provenanceNow,
  readMetrics,
  runPaths,
  trainRun,
} from '@trpo/runs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type EvaluateOptions, evaluate } from '../src/commands/evaluate.ts'
import { summarize } from '../src/commands/summarize.ts'
import { iterationFacts } from '../src/progress/format.ts'
import { charts } from '../src/report/charts.ts'
import { reportPage } from '../src/report/write-report.ts'
import { findRun } from '../src/run/find-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluated-run-'))
  await train('evaluated', ['evaluation.every=2', 'evaluation.episodes=2', 'average.decay=0.5'])
  await train('plain', [])
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
    JSON.parse(await printed(() => evaluate(join(folder, name), { ...options, ...changes })))

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
    if (best?.iteration === 4) expect(ofBest.evaluations).toEqual(found[best.policy === 'last' ? 0 : 1].evaluations)
  })

  test.each([
    ['best', 'has no evaluation yet; evaluation.every of its config'],
    ['average', 'keeps no average of its parameters; average.decay'],
  ] as const)('says why there is no %s policy', async (policy, message) => {
    await expect(evaluate(join(folder, 'plain'), { ...options, policy })).rejects.toThrow(message)
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

  const html = await reportPage(found, records)
  for (const part of ['Return in evaluation', 'last evaluation, iteration 4', 'best evaluation, iteration'])
    expect(html).toContain(part)
  const chart = charts(records, measures).find(({ title }) => title === 'Return in evaluation')
  expect(chart?.caption).toContain('Return of the most likely actions of the averaged parameters')
})
