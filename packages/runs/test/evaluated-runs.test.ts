import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  averagedTraining,
  evaluatedTraining,
  type StopRule,
  stopAtReturn,
  type Training,
  type TrainingProgress,
} from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { encodePolicy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trainingConformance } from '../src/conformance.ts'
import {
  assertFree,
  beginRun,
  bestEvaluation,
  evaluationsOf,
  findRecorded,
  InterruptedError,
  listRuns,
  readMetrics,
  resumeRun,
  runPaths,
  verifyRun,
} from '../src/index.ts'
import { randomSearch } from './random-search.ts'
import { record } from './records.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluated-runs-'))
  await beginRun({ directory: join(folder, 'whole'), config, training: searching() })
})
afterAll(() => rm(folder, { recursive: true }))

const SEED = 10
const config = { algorithm: 'random-search', iterations: 6, checkpoints: { keep: 2 } }

/** Random search with an average, evaluated after every other iteration. Under this seed the average is best after iteration 4. */
function searching(stop?: StopRule, shown?: (iteration: number) => void) {
  const averaged = averagedTraining(randomSearch(SEED, shown), { decay: 0.5 })
  return evaluatedTraining(averaged, {
    seed: SEED,
    every: 2,
    episodes: 2,
    createLanes: (count) => lanesOf(cartPole, count),
    ...(stop && { stop }),
  })
}

describe('an evaluated training with an average keeps what trainings must', () => {
  test.each(trainingConformance(() => searching()))('$name', ({ run }) => run())
})

/** All files of a run that follow from its seed, as bytes; of its records all but how long an evaluation took. */
async function filesOf(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== 'run.json')
    .map(({ parentPath, name }) => join(parentPath, name))
  const read = async (path: string) => {
    const text = await readFile(path, 'latin1')
    return path.endsWith('.jsonl') ? text.replaceAll(/"timings":\{[^}]*\}/g, '') : text
  }
  return new Map(
    await Promise.all(
      files.sort().map(async (path): Promise<[string, string]> => [path.slice(directory.length), await read(path)]),
    ),
  )
}

const verify = async (directory: string, training: Training<TrainingProgress>, last?: number) => {
  const paths = runPaths(directory)
  return verifyRun(paths, training, await findRecorded(paths, last), () => {})
}

/** A copy of the run that was trained to its end. */
async function copy(name: string): Promise<string> {
  await cp(join(folder, 'whole'), join(folder, name), { recursive: true })
  return join(folder, name)
}

test('the best policy and the average lie beside the last one, and are verified', async () => {
  const directory = join(folder, 'whole')
  const paths = runPaths(directory)
  const best = bestEvaluation(await readMetrics(paths.metrics))
  expect(best).toMatchObject({ iteration: 4, policy: 'average' })
  const training = searching()
  let state = training.init()
  const policies = [{ last: training.policy(state), average: training.average?.(state) }]
  for (let i = 0; i < config.iterations; i++) {
    ;[state] = await training.step(state)
    policies.push({ last: training.policy(state), average: training.average?.(state) })
  }
  const stored = async (path: string) => encodePolicy(await loadPolicy(path))
  const expected = policies[best?.iteration ?? 0][best?.policy ?? 'last']
  expect(await stored(paths.best)).toEqual(expected && encodePolicy(expected))
  expect(await stored(paths.policy)).toEqual(encodePolicy(policies[6].last))
  expect(await stored(paths.average)).toEqual(policies[6].average && encodePolicy(policies[6].average))
  expect(await verify(directory, searching())).toMatchObject({
    ...{ differences: [], records: 6, policy: 'agrees', policies: ['policy', 'best', 'average'] },
  })
  expect(await verify(directory, searching(), 1)).toMatchObject({
    ...{ differences: [], records: 1, policy: 'agrees', policies: ['policy', 'average'] },
  })
})

test.each(['best', 'average'] as const)('another policy in %s is found out, and so is none', async (name) => {
  const directory = await copy(`other-${name}`)
  const paths = runPaths(directory)
  await cp(paths.policy, paths[name], { recursive: true })
  expect((await verify(directory, searching())).differences[0]).toMatchObject({ where: name })
  await rm(paths[name], { recursive: true })
  expect((await verify(directory, searching())).differences).toMatchObject([{ where: name, field: 'its files' }])
})

test('a run that is stopped and resumed comes to the same files', async () => {
  const expected = await filesOf(join(folder, 'whole'))
  for (const file of ['best/policy.json', 'average/policy.safetensors', 'policy/policy.json'])
    expect([...expected.keys()]).toContain(`/${file}`)
  // Before its best evaluation, and after it.
  for (const stop of [3, 5]) {
    const directory = join(folder, `stopped-${stop}`)
    const training = searching(undefined, (iteration) => {
      if (iteration === stop) throw new InterruptedError('a signal')
    })
    await beginRun({ directory, config, training })
    await resumeRun({ directory, training: searching() })
    expect(await filesOf(directory)).toEqual(expected)
  }
})

test('a crash between the checkpoint and the policies is mended by the next beginning', async () => {
  const expected = await filesOf(join(folder, 'whole'))
  // As if the run had been killed right after the checkpoint of its best evaluation.
  const killed = join(folder, 'killed')
  await beginRun({ directory: killed, config: { ...config, iterations: 4 }, training: searching() })
  for (const path of [runPaths(killed).best, runPaths(killed).average]) await rm(path, { recursive: true })
  await resumeRun({ directory: killed, training: searching(), iterations: 6 })
  expect(await filesOf(killed)).toEqual(expected)
})

test('evaluations end a run, which is finished then, and is over when it is resumed', async () => {
  const evaluations = evaluationsOf(await readMetrics(runPaths(join(folder, 'whole')).metrics))
  expect(evaluations.map(({ iteration }) => iteration)).toEqual([2, 4, 6])
  const stop = stopAtReturn(evaluations[1].meanReturn)
  const directory = join(folder, 'enough')
  const outcome = await beginRun({ directory, config, training: searching(stop) })
  expect(outcome).toMatchObject({ interrupted: false, stopped: true })
  expect(outcome.records).toHaveLength(4)
  const found = (await listRuns(folder)).find(({ name }) => name === 'enough')
  expect(found).toMatchObject({ state: 'finished', iteration: 4, iterations: 4 })
  const files = await filesOf(directory)
  // More iterations do not help: what has ended it is still so.
  expect(await resumeRun({ directory, training: searching(stop), iterations: 50 })).toMatchObject({ stopped: true })
  expect(await filesOf(directory)).toEqual(files)
  expect(await verify(directory, searching(stop))).toMatchObject({ differences: [], policy: 'agrees' })
})

test('a run without evaluations has neither folder, and a new one in its place removes them and the pictures', async () => {
  const directory = await copy('replaced')
  const { gait, stride } = runPaths(directory)
  for (const picture of [gait, stride]) await writeFile(picture, '')
  await beginRun({ directory, config: { ...config, iterations: 1 }, training: randomSearch(SEED), force: true })
  const names = await readdir(directory)
  expect(names).toContain('policy')
  expect(names.filter((name) => /^(best|average|gait\.svg|stride\.svg)$/.test(name))).toEqual([])
})

test('a replacement that was cut off before its config was written is replaced in turn', async () => {
  const paths = runPaths(join(folder, 'cut-off'))
  await mkdir(paths.directory)
  for (const left of [paths.gait, paths.stride, paths.metrics]) await writeFile(left, '')
  await assertFree(paths, true)
  await expect(assertFree(paths, false)).rejects.toThrow('holds what is left of a run')
})

test('the best evaluation is the first of equals', () => {
  const evaluated = (iteration: number, meanReturn: number) =>
    record(iteration, { evaluation: { meanReturn, policy: 'last', actions: 'mode' } })
  expect(bestEvaluation([record(1)])).toBeUndefined()
  expect(bestEvaluation([evaluated(2, 1), record(3), evaluated(4, 5), evaluated(6, 5)])?.iteration).toBe(4)
})
