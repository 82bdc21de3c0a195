import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NUMERICS_VERSION } from '@trpo/core'
import { trainingOf } from '@trpo/recipes/node'
import { configDigest, findRecorded, listRuns, readMetrics, resumeRun, verifyRun } from '@trpo/runs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { evaluate } from '../src/commands/evaluate.ts'
import { whatTrained } from '../src/report/what-trained.ts'
import { reportPage } from '../src/report/write-report.ts'
import { findRun } from '../src/run/find-run.ts'

/**
 * Runs that `trpo train modern/cart-pole --iterations 3` made with commit e14b56de2f41: config version 1, checkpoint format 2,
 * numericsVersion 1, policy format 1, run.json without measures. `paths` samples whole paths, `continued` 480 steps an
 * iteration of episodes that go on. All their steps were accepted. The files are as they were made, but for `startedIn`, their
 * names in `command`, and checkpoint 1, which was removed.
 */
const OLD = fileURLToPath(new URL('./old-runs', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'old-runs-'))
  await cp(OLD, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const trained = async (directory: string) => trainingOf((await findRun(directory)).config, { workers: 1 })

async function verified(directory: string) {
  const { paths } = await findRun(directory)
  const training = await trained(directory)
  return verifyRun(paths, training, await findRecorded(paths, undefined), () => {})
}

/** Says of a run's checkpoints that this version computed them. */
async function claimNumerics(directory: string): Promise<void> {
  for (const name of await readdir(join(directory, 'checkpoints'))) {
    const [json, sums] = ['checkpoint.json', 'SHA256SUMS'].map((file) => join(directory, 'checkpoints', name, file))
    const before = await readFile(json, 'utf8')
    const after = before.replace('"numericsVersion": 1', `"numericsVersion": ${NUMERICS_VERSION}`)
    const digest = (text: string) => createHash('sha256').update(text).digest('hex')
    await writeFile(json, after)
    await writeFile(sums, (await readFile(sums, 'utf8')).replace(digest(before), digest(after)))
  }
}

test('are listed', async () => {
  expect(await listRuns(folder)).toMatchObject([
    { name: 'continued', state: 'finished', iteration: 3, iterations: 3, preset: 'modern/cart-pole', fault: undefined },
    { name: 'paths', state: 'finished', iteration: 3, iterations: 3, preset: 'modern/cart-pole', fault: undefined },
  ])
})

describe.each(['paths', 'continued'])('%s', (name) => {
  test('has a config that is understood and has the digest that it had', async () => {
    const { config, raw, provenance } = await findRun(join(folder, name))
    expect(configDigest(raw)).toBe(provenance.configDigest)
    expect(config.sampler).toMatchObject({
      quota:
        name === 'paths'
          ? { unit: 'paths', perIteration: 24 }
          : { unit: 'steps', perIteration: 480, episodes: 'continue' },
    })
  })

  test('has a report, whose numbers mean what its training says', async () => {
    const run = await findRun(join(folder, name))
    const html = await reportPage(run, await readMetrics(run.paths.metrics), await whatTrained(run))
    for (const part of ['TRPO, delta 0.01', 'Norm of the gradient', '3 of 3 iterations']) expect(html).toContain(part)
  })

  test('is verified and resumed by the version that made it only', async () => {
    const directory = join(folder, name)
    await expect(verified(directory)).rejects.toThrow(/numericsVersion 1, and this version of trpo computes with/)
    const training = await trained(directory)
    await expect(resumeRun({ directory, training, iterations: 4 })).rejects.toThrow(
      /numericsVersion 1.*use the run with the commit/,
    )
    expect(await readMetrics(join(directory, 'metrics.jsonl'))).toHaveLength(3)
  })

  test('has a policy that is evaluated', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const options = { policy: 'last', episodes: 3, choices: ['mode'], maxSteps: 1000, json: true } as const
    try {
      expect(await evaluate([join(folder, name)], options)).toBe(0)
      const [[text]] = log.mock.calls
      await claimNumerics(join(folder, name))
      expect(await evaluate([join(folder, name)], options)).toBe(0)
      expect(log.mock.calls[1]).toEqual([text])
      expect(JSON.parse(String(text))).toMatchObject({ run: name, iteration: 3 })
    } finally {
      log.mockRestore()
    }
  })
})
