import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { presetConfig, presets } from '@trpo/recipes'
import { configDigest, curvePoints, learningFigures, listRuns, readMetrics, readRun } from '@trpo/runs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyRecord, measures, record, size } from '../../../../packages/runs/test/records.ts'
import { iterationFacts } from '../../src/progress/format.ts'
import { findRun } from '../../src/run/find-run.ts'
import { config, deep, expectNamed, mutated } from './values.ts'

describe('files of a run', () => {
  let runs: string
  let folder: string
  beforeAll(async () => {
    runs = await mkdtemp(join(tmpdir(), 'trpo-fuzz-'))
    folder = join(runs, 'run')
    await mkdir(folder)
  })
  afterAll(() => rm(runs, { recursive: true }))

  const records = fc.constantFrom<unknown>(record(1), emptyRecord(2))
  const line = fc.oneof(
    { weight: 6, arbitrary: mutated(records).map((value) => JSON.stringify(value)) },
    { weight: 3, arbitrary: records.map((value) => JSON.stringify(value)) },
    fc.json(),
    fc.string(),
    fc.constantFrom('', '{', 'null', '[]', '{}', deep),
  )

  test('metrics.jsonl of any lines: records that can be drawn, or an error that names the line', async () => {
    const path = join(folder, 'metrics.jsonl')
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), fc.boolean(), async (lines, ended) => {
        await writeFile(path, lines.join('\n') + (ended ? '\n' : ''))
        const read = await readMetrics(path).catch((error: unknown) => error)
        expectNamed(read)
        if (!Array.isArray(read)) {
          expect(String(read)).toMatch(/metrics\.jsonl, line \d+ is (not JSON|no record of an iteration \(.+\))/)
          return
        }
        // All that reads records can do with what was let through.
        learningFigures(curvePoints(read, size))
        // A status is any text, also this one.
        for (const { update, ...one } of read)
          expect(iterationFacts({ ...one, update: { ...update, status: 'accepted' } }, measures)).not.toContain('NaN')
      }),
      { numRuns: 500 },
    )
  })

  test('metrics.jsonl of any bytes', async () => {
    const path = join(folder, 'metrics.jsonl')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await writeFile(path, bytes)
        expectNamed(await readMetrics(path).catch((error: unknown) => error))
      }),
      { numRuns: 200 },
    )
  })

  const provenance = {
    configDigest: configDigest(presetConfig(presets[0], 1)),
    environmentDigest: null,
    startedIn: '/',
    command: 'trpo train x',
    startedAt: '2015-02-19T00:00:00.000Z',
    version: '0.0.0',
    commit: 'c0ffee',
    node: 'v26.0.0',
    hardware: 'a machine',
    resumed: [{ iteration: 1, at: '2015-02-20T00:00:00.000Z', commit: 'c0ffee', node: 'v26.0.0' }],
  }

  test('config.json and run.json of anything: a run, or an error of ours; and the list of runs has it either way', async () => {
    const text = (of: fc.Arbitrary<unknown>) =>
      fc.oneof(
        mutated(of).map((value) => JSON.stringify(value)),
        of.map((value) => JSON.stringify(value)),
        fc.string(),
        fc.constant(deep),
      )
    await fc.assert(
      fc.asyncProperty(text(config), text(fc.constant(provenance)), async (configText, provenanceText) => {
        await writeFile(join(folder, 'config.json'), configText)
        await writeFile(join(folder, 'run.json'), provenanceText)
        await writeFile(join(folder, 'metrics.jsonl'), '')
        const read = await readRun(folder).catch((error: unknown) => error)
        expectNamed(read)
        expectNamed(await findRun(folder).catch((error: unknown) => error))
        const [listed] = await listRuns(runs)
        expect(listed.state).toBe(read instanceof Error ? 'unreadable' : 'unfinished')
      }),
      { numRuns: 60 },
    )
  })
})
