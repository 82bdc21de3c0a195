import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, findPreset, presetConfig, setOptions } from '@trpo/recipes'
import { trainingOf } from '@trpo/recipes/node'
import { configDigest, createRun, makeDirectory, provenanceNow, runPaths, trainRun } from '@trpo/runs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { replay } from '../src/commands/replay.ts'

/** An environment whose fourth step reports a number that is not finite, unless it is told not to. */
const source = `let steps = 0
export function createEnvironment() {
  return {
    spec: {
      name: 'mine',
      observationSpace: { kind: 'box', low: [-1], high: [1] },
      actionSpace: { kind: 'box', low: [-1], high: [1] },
      timeLimit: 20,
      info: { depth: { description: 'How deep it is.' } },
    },
    reset() { steps = 0 },
    step() {
      return { reward: 1, terminated: false, info: { depth: ++steps === 4 && !process.env.TEST_MENDED ? NaN : 0.25 } }
    },
    observe(into) { into[0] = 0.5 },
  }
}
`

test('an episode whose reported number was not finite fails again, until it is mended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trpo-replay-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'mine.mjs')
  await writeFile(file, source)
  const small = ['policy.hidden=', 'sampler.quota.perIteration=12', 'sampler.lanes=1']
  const preset = presetConfig(findPreset('modern/mlp'), 1)
  const environment: Config['environment'] = { from: 'module', name: file, timeLimit: null, actions: 'clip' }
  const config: Config = { ...setOptions({ ...preset, environment }, small), iterations: 1 }
  const training = await trainingOf(config, { workers: 1 })
  const paths = runPaths(join(folder, 'run'))
  await makeDirectory(paths)
  const facts = { configDigest: configDigest(config), environmentDigest: null, command: 'trpo', version: '1' }
  await createRun(paths, config, await provenanceNow({ ...facts, summary: '', measures: {} }))
  const trained = trainRun({ paths, config }, training, { state: training.init(), isNew: true })
  await expect(trained).rejects.toThrow('reported NaN as depth')
  await training.dispose()

  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  onTestFinished(() => void vi.restoreAllMocks())
  const replayed = async () => {
    log.mockClear()
    const code = await replay(paths.directory, { last: 1 })
    return { code, lines: log.mock.calls.flatMap(([text]) => String(text).trim().split('\n')) }
  }
  const failing = await replayed()
  expect(failing).toMatchObject({ code: 0, lines: expect.arrayContaining(['  reported    depth NaN']) })
  expect(failing.lines.at(-1)).toBe('It fails again.')
  vi.stubEnv('TEST_MENDED', '1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const mended = await replayed()
  expect(mended.code).toBe(1)
  expect(mended.lines.at(-1)).toBe('It does not fail again.')
})
