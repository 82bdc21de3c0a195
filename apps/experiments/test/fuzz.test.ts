import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, configFields, parseConfig, presetConfig, presets } from '@trpo/recipes'
import {
  configDigest,
  curvePoints,
  learningFigures,
  listRuns,
  RunError,
  readMetrics,
  readRun,
  shellLine,
  shellWords,
} from '@trpo/runs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyRecord, measures, record, size } from '../../../packages/runs/test/records.ts'
import { findRun } from '../src/commands/find-run.ts'
import { iterationFacts } from '../src/progress/format.ts'

/** What the engine says where a value was used unseen. */
const UNNAMED = /reading '|of undefined|of null|is not a function|is not iterable|call stack|array length/

/** `value` is a ConfigError or RunError in words of ours, or no error. */
function expectNamed(value: unknown): void {
  if (!(value instanceof Error)) return
  expect(
    [ConfigError, RunError].some((kind) => value instanceof kind),
    value.stack,
  ).toBe(true)
  expect(value.message).not.toMatch(UNNAMED)
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    0,
    -0,
    -1,
    0.5,
    1e308,
    -1e308,
    2 ** 53,
    2 ** 32,
    null,
    [],
    {},
    '',
    '1',
    'NaN',
    true,
    [[]],
    [null],
  ),
)

/** A JSON value with some of what is in it, at any depth, taken out, exchanged or added to. */
function mutated(of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), value: junk, kind: fc.constantFrom('delete', 'set', 'set', 'add') })
  const key = fc.oneof(
    fc.string({ maxLength: 8 }).filter((name) => name !== 'length'),
    fc.constantFrom('__proto__', 'constructor', 'maxKL'),
  )
  return fc.tuple(of, fc.array(fc.tuple(change, key), { minLength: 1, maxLength: 3 })).map(([whole, changes]) => {
    const document: unknown = JSON.parse(JSON.stringify(whole))
    for (const [{ at, value, kind }, added] of changes) {
      const places: [object, string][] = []
      const visit = (inner: unknown) => {
        if (typeof inner !== 'object' || inner === null) return
        for (const [name, next] of Object.entries(inner)) {
          places.push([inner, name])
          visit(next)
        }
      }
      visit(document)
      const place = places[at % Math.max(1, places.length)]
      if (place === undefined) continue
      const [parent, name] = place
      if (kind === 'delete') Reflect.deleteProperty(parent, name)
      else
        Object.defineProperty(parent, kind === 'set' ? name : added, {
          value: structuredClone(value),
          configurable: true,
          enumerable: true,
          writable: true,
        })
    }
    return document
  })
}

const config = fc.constantFrom(...presets).map((preset) => presetConfig(preset, 1))
const deep = '['.repeat(200_000) + ']'.repeat(200_000)

describe('parseConfig', () => {
  test('gives what config.json gives back, where -0 is 0: it would have other bits', () => {
    const whole = presetConfig(presets[0], 1)
    const parsed = parseConfig({ ...whole, policy: { ...whole.policy, outputGain: -0 } }, 'test')
    expect(parsed.policy.outputGain).toBe(0)
  })

  test('of a config with changes: a valid config, or an error that names each field that was changed', () => {
    fc.assert(
      fc.property(mutated(config), (value) => {
        let parsed: unknown
        try {
          parsed = parseConfig(value, 'fuzz')
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError)
          expectNamed(error)
          expect(String(error)).toMatch(/^ConfigError: fuzz: /)
          return
        }
        // What is accepted is a config, says so again, and has a digest.
        const again = parseConfig(JSON.parse(JSON.stringify(parsed)), 'again')
        expect(again).toEqual(parsed)
        expect(configDigest(again)).toMatch(/^[0-9a-f]{64}$/)
      }),
      { numRuns: 2000 },
    )
  })

  test('names the field, for each of them and whatever it is exchanged for', () => {
    fc.assert(
      fc.property(config, fc.constantFrom(...configFields), junk, (whole, { path }, value) => {
        const changed: unknown = JSON.parse(JSON.stringify(whole))
        const keys = path.split('.')
        let parent: unknown = changed
        for (const key of keys.slice(0, -1)) parent = Reflect.get(Object(parent), key)
        Reflect.set(Object(parent), keys.at(-1) ?? '', value)
        try {
          parseConfig(changed, 'fuzz')
        } catch (error) {
          expect(String(error)).toContain(path)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    '{"preset": DEEP}',
    'DEEP',
    '{"policy": {"hidden": DEEP}}',
    '{"algorithm": {"maxKl": DEEP}}',
    '{"more": DEEP}',
  ])('%s, nested 200,000 deep, is a ConfigError', (text) => {
    const value: unknown = JSON.parse(text.replace('DEEP', deep))
    expect(() => parseConfig(value, 'fuzz')).toThrow(ConfigError)
  })
})

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

test('a command line is read back as the words it was made of', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ minLength: 1 }).filter((word) => word.trim() !== ''),
        { maxLength: 5 },
      ),
      (words) => {
        expect(shellWords(shellLine(words))).toEqual(words)
      },
    ),
  )
})
