import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { trainingOf } from '../src/build/training-of.ts'
import { configIdentity } from '../src/config/config-identity.ts'
import { configFields } from '../src/config/fields.ts'
import { oldNames } from '../src/config/old-names.ts'
import { parseConfig, parseConfigText } from '../src/config/parse-config.ts'
import { valueAt } from '../src/config/paths.ts'
import { setOptions } from '../src/config/set-option.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

/** What a run of version 1 had in its files. */
interface Recorded {
  /** `configDigest` in run.json. */
  readonly digest: string
  /** SHA-256 of theta after two short iterations. */
  readonly theta: string
}

const read = (name: string) => readFileSync(new URL(`./version-1/${name}.json`, import.meta.url), 'utf8')
/**
 * Made by the last commit that wrote version 1, from the presets it had, under seed 3; theta of those with a normaliser was computed
 * again for numericsVersion 3, which takes the mean off before it rounds. Theta of paper presets is what it was.
 */
const recorded: [string, Recorded][] = Object.entries(JSON.parse(read('bits')))
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** What presets are called today that have another name since. */
const RENAMED: Readonly<Record<string, string>> = { 'Swimmer-v5': 'modern/swimmer' }

/** What today's preset of that name says otherwise, as it was under version 1. */
function changedSince(name: string): readonly string[] {
  if (name === 'paper/cart-pole')
    return [
      'iterations=200',
      'sampler.lanes=50',
      'sampler.quota.perIteration=50',
      'policy.initialLogStd=1',
      'update.damping=0.05',
    ]
  if (name.startsWith('paper/')) return []
  const ratio = 'update.backtrackRatio=0.8'
  if (name !== 'modern/mlp') return [ratio]
  const damping = ['update.damping=0.05', 'update.relativeDamping=0']
  return [ratio, ...damping, 'environment.actions=clip', 'sampler.quota.episodes=fresh']
}

describe.each(recorded)('%s of version 1', (name, { digest, theta }) => {
  const text = read(name.replaceAll('/', '-'))
  const config = parseConfigText(text, name)

  test('is a config of today, the preset but for what the preset changed since', () => {
    const now = { ...presetConfig(findPreset(RENAMED[name] ?? name), 3), preset: name }
    expect(config).toEqual(setOptions(now, changedSince(name)))
  })

  test('keeps the digest that its run has, and changes nothing when it is read again', () => {
    expect(sha256(configIdentity(JSON.parse(text)))).toBe(digest)
    expect(parseConfig(config, 'again')).toEqual(config)
  })

  test('trains to the same bits, shortened by the names of version 1', async () => {
    const unit = valueAt(config, ['sampler', 'quota', 'unit'])
    const short = setOptions(config, [
      'environment.timeLimit=25',
      'sampling.lanes=12',
      `sampling.perIteration=${unit === 'paths' ? 12 : 300}`,
    ])
    const training = await trainingOf(short)
    let state = training.init()
    for (let iteration = 0; iteration < 2; iteration++) [state] = await training.step(state)
    const learned = training.policy(state).theta
    await training.dispose()
    expect(sha256(new Uint8Array(learned.slice().buffer))).toBe(theta)
  })
})

describe('a config of version 1', () => {
  const old = JSON.parse(read('modern-hopper'))

  test('keeps what each field says, under its name of today', () => {
    const config = parseConfig(old, 'old')
    for (const [name, { path, values }] of Object.entries(oldNames)) {
      const was = valueAt(old, name.split('.'))
      expect(valueAt(config, path.split('.')), name).toEqual(values?.[String(was)] ?? was)
      expect(configFields.map((field) => field.path)).toContain(path)
    }
  })

  test('loses the fields that had no effect', () => {
    const paths = { ...old, sampling: { ...old.sampling, unit: 'paths' }, baseline: { kind: 'zero', ridge: 3 } }
    const config = parseConfig(paths, 'old')
    expect(valueAt(config, ['sampler', 'quota'])).toEqual({ unit: 'paths', perIteration: 5000 })
    expect(valueAt(config, ['estimator', 'baseline'])).toEqual({ kind: 'zero' })
    const own = { ...old, environment: { ...old.environment, from: 'module', physics: null } }
    expect(parseConfig(own, 'old').environment).not.toHaveProperty('physics')
  })

  test.each([
    [{ ...old, algorithm: { ...old.algorithm, maxKL: 1 } }, 'unknown option algorithm.maxKL; did you mean'],
    [{ ...old, algorithm: { ...old.algorithm, maxKl: undefined } }, 'update.maxKl is missing; expected a number'],
    [{ ...old, algorithm: 3 }, 'update.maxKl is missing'],
    [{ ...old, baseline: { kind: 'x', ridge: 0 } }, 'estimator.baseline.kind is "x"; expected'],
    [{ version: 1 }, 'environment is missing; expected an object'],
    [{ ...old, environment: { ...old.environment, clipActions: 3 } }, 'environment.actions is 3; expected "keep"'],
  ])('is refused by name where it is wrong: %#', (value, message) => {
    expect(() => parseConfig(value, 'old.json')).toThrow(message)
  })
})
