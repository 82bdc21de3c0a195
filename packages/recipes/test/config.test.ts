import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { configIdentity } from '../src/config/config-identity.ts'
import { configFields } from '../src/config/fields.ts'
import { parseConfig, parseConfigText } from '../src/config/parse-config.ts'
import { setOptions } from '../src/config/set-option.ts'
import { environments } from '../src/environments/registry.ts'
import { ConfigError } from '../src/errors.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset, presets } from '../src/presets/registry.ts'

const config = presetConfig(findPreset('paper/swimmer'), 1)
const set = (...assignments: string[]) => setOptions(config, assignments)

describe('presets', () => {
  test.each(presets)('$name is a whole config of known parts, and JSON gives it back', (preset) => {
    const whole = presetConfig(preset, 7)
    expect(parseConfig(JSON.parse(JSON.stringify(whole)), 'test')).toEqual(whole)
    if (whole.environment.from === 'registry')
      expect(environments.map(({ name }) => name)).toContain(whole.environment.name)
    expect(preset.summary).not.toBe('')
    expect(preset.deviates.length).toBeGreaterThan(0)
  })

  test('paper/swimmer has the numbers of Table 2', () => {
    expect(config).toMatchObject({
      iterations: 200,
      policy: { hidden: [30], activation: 'tanh', normalizeObservations: false },
      sampler: { quota: { unit: 'paths', perIteration: 50 } },
      estimator: { discount: 0.99 },
      objective: { metric: { stride: 10 } },
      update: { maxKl: 0.01, cgIterations: 10 },
    })
  })

  test('an unknown one names the nearest', () => {
    expect(() => findPreset('paper/swimer')).toThrow('unknown preset paper/swimer; did you mean paper/swimmer?')
    expect(() => findPreset('cart-pole')).toThrow(/did you mean (paper|modern)\/cart-pole\?/)
    expect(() => findPreset('xyz')).toThrow('expected one of paper/swimmer,')
  })
})

describe('parseConfig', () => {
  const withField = (group: 'update' | 'sampler' | 'estimator', changes: Record<string, unknown>) => ({
    ...config,
    [group]: { ...config[group], ...changes },
  })

  test.each([
    [
      { ...config, update: { ...config.update, maxKL: 0.1 } },
      'unknown option update.maxKL; did you mean update.maxKl?',
    ],
    [withField('update', { maxKl: 0 }), 'update.maxKl is 0; expected a number above 0 and at most 1000'],
    [withField('update', { maxKl: -1 }), 'update.maxKl is -1; expected a number above 0'],
    [withField('update', { maxKl: '0.1' }), 'update.maxKl is "0.1"; expected a number above 0'],
    [withField('update', { maxKl: undefined }), 'update.maxKl is missing; expected a number above 0'],
    [withField('estimator', { discount: 1.5 }), 'estimator.discount is 1.5; expected a number from 0 to 1'],
    [withField('estimator', { discount: Number.NaN }), 'estimator.discount is NaN; expected a number'],
    [
      withField('sampler', { quota: { unit: 'path', perIteration: 1 } }),
      'sampler.quota.unit is "path"; expected "paths" or "steps"; did you mean paths?',
    ],
    [
      { ...config, objective: { ...config.objective, constraint: 'max_kl' } },
      'objective.constraint is "max_kl"; expected "mean-kl" or "max-kl"; did you mean max-kl?',
    ],
    [withField('sampler', { lanes: 1.5 }), 'sampler.lanes is 1.5; expected a whole number from 1 to 65536'],
    [
      { ...config, policy: { ...config.policy, hidden: [30, 0] } },
      'policy.hidden.1 is 0; expected a list of numbers, each a whole number from 1 to 65536',
    ],
    [
      withField('sampler', { quota: { unit: 'paths', perIteration: 1, episodes: 'fresh' } }),
      'sampler.quota.episodes has an effect only where sampler.quota.unit is "steps", and it is "paths"; change that',
    ],
    [
      withField('estimator', { baseline: { kind: 'linear' } }),
      'estimator.baseline.kind is "linear"; expected "time-dependent", "linear-features" or "zero"',
    ],
    [withField('estimator', { baseline: {} }), 'estimator.baseline.kind is missing; expected "time-dependent", '],
    [withField('estimator', { baseline: 3 }), 'estimator.baseline is 3; expected an object'],
    [{ ...config, sampling: { lanes: 3, uint: 4 } }, 'unknown option sampling.lanes; did you mean sampler.lanes?'],
    [{ ...config, version: 3 }, 'it is a config of version 3, and this program reads those up to version 2'],
    [{ ...config, iteration: 3 }, 'unknown option iteration; did you mean iterations?'],
    [[], 'the config is []; expected an object'],
    [null, 'the config is null; expected an object'],
  ])('names the field: %#', (value, message) => {
    expect(() => parseConfig(value, 'config.json')).toThrow(message)
    expect(() => parseConfig(value, 'config.json')).toThrow(/^config\.json: /)
  })

  test('names every fault, one a line', () => {
    expect(() => parseConfig(withField('update', { maxKl: 0, damping: -1 }), 'x')).toThrow(
      /^x: 2 things are wrong:\n {2}update\.maxKl is 0; .*\n {2}update\.damping is -1; .*$/,
    )
  })

  test('has no line of more than 300 characters, even where all is missing', () => {
    const message = () => {
      try {
        parseConfig({ seed: 1, nope: 2 }, 'c.json')
      } catch (error) {
        return String(error)
      }
      return ''
    }
    const lines = message().split('\n')
    expect(lines.length).toBeGreaterThan(10)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300)
  })

  test('a text may begin with a byte order mark', () => {
    expect(parseConfigText(`\uFEFF${JSON.stringify(config)}`, 'config.json')).toEqual(config)
    expect(() => parseConfigText('{', 'my.json')).toThrow(/^my\.json is not JSON: /)
    expect(() => parseConfigText('{', 'my.json')).toThrow(ConfigError)
  })

  test('never fails in another way, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          parseConfig(value, 'fuzz')
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError)
        }
      }),
    )
  })
})

describe('--set', () => {
  test.each([
    ['update.maxKl=0.02', { update: { maxKl: 0.02 } }],
    ['update.maxKl=2e-2', { update: { maxKl: 0.02 } }],
    ['objective.constraint=max-kl', { objective: { constraint: 'max-kl' } }],
    ['objective.constraint=mean-kl', { objective: { constraint: 'mean-kl' } }],
    ['policy.hidden=32,16', { policy: { hidden: [32, 16] } }],
    ['policy.hidden=[32, 16]', { policy: { hidden: [32, 16] } }],
    ['policy.hidden=', { policy: { hidden: [] } }],
    ['policy.normalizeObservations=true', { policy: { normalizeObservations: true } }],
    ['environment.timeLimit=200', { environment: { timeLimit: 200 } }],
    ['environment.timeLimit=null', { environment: { timeLimit: null } }],
    ['sampler.quota.unit=steps', { sampler: { quota: { unit: 'steps', perIteration: 50, episodes: 'fresh' } } }],
    ['objective.metric.stride=1', { objective: { metric: { kind: 'fisher', stride: 1 } } }],
    ['algorithm.maxKl=0.02', { update: { maxKl: 0.02 } }],
    ['sampling.lanes=9', { sampler: { lanes: 9 } }],
    ['environment.clipActions=true', { environment: { actions: 'clip' } }],
    ['environment.clipActions=false', { environment: { actions: 'keep' } }],
    ['policy.initialLogStd=-.5', { policy: { initialLogStd: -0.5 } }],
  ])('%s', (assignment, expected) => {
    expect(set(assignment)).toMatchObject(expected)
  })

  test.each([
    ['update.maxKL=0.02', 'unknown option update.maxKL; did you mean update.maxKl?'],
    ['maxKl=0.02', 'unknown option maxKl; did you mean update.maxKl?'],
    ['qqqqqqqq=1', 'unknown option qqqqqqqq; the config has version, preset, seed, iterations,'],
    ['update.qqqqqqqq=1', 'unknown option update.qqqqqqqq; update has kind, maxKl,'],
    ['update=3', 'update is a group of options; give one of update.kind, update.maxKl,'],
    ['estimator.baseline=zero', 'is a group of options; give one of estimator.baseline.kind, estimator.baseline.ridge'],
    [
      'estimator.baseline.ridge=1',
      'estimator.baseline.ridge has an effect only where estimator.baseline.kind is "linear-features", and it is "time-dependent"',
    ],
    ['update.maxKl=0', 'update.maxKl is 0; expected a number above 0'],
    ['update.maxKl=', 'update.maxKl is ""; expected a number'],
    ['update.maxKl=abc', 'update.maxKl is "abc"; expected a number'],
    ['update.maxKl=1e999', 'update.maxKl is Infinity; expected a number'],
    ['update.cgIterations=2.5', 'update.cgIterations is 2.5; expected a whole number'],
    ['policy.normalizeObservations=yes', 'policy.normalizeObservations is "yes"; expected true or false'],
    ['policy.hidden=8,x', 'policy.hidden.1 is "x"; expected a list of numbers'],
    ['estimator.baseline.kind=time-dependant', 'did you mean time-dependent?'],
    ['update.maxKl', 'expected key=value'],
    ['=3', 'expected key=value'],
    ['__proto__.polluted=1', 'unknown option __proto__.polluted'],
  ])('%s is refused', (assignment, message) => {
    expect(() => set(assignment)).toThrow(message)
    expect(() => set(assignment)).toThrow(ConfigError)
  })

  test('another kind drops the fields that it lacks, and takes defaults for those that it needs', () => {
    expect(set('estimator.baseline.kind=linear-features').estimator).toMatchObject({
      baseline: { kind: 'linear-features', ridge: 1e-5 },
    })
    const features = set('estimator.baseline.kind=linear-features', 'estimator.baseline.ridge=2')
    expect(features.estimator).toMatchObject({ baseline: { kind: 'linear-features', ridge: 2 } })
    expect(setOptions(features, ['estimator.baseline.kind=zero']).estimator).toEqual({
      ...config.estimator,
      baseline: { kind: 'zero' },
    })
    expect(setOptions(features, ['estimator.baseline.kind=linear-features'])).toEqual(features)
    const { physics: _, ...own } = { ...config.environment, physics: null, from: 'module' }
    expect(set('environment.from=module').environment).toEqual(own)
  })

  test('a kind may stand after the fields that only it has', () => {
    const [early, late] = ['sampler.quota.episodes=continue', 'sampler.quota.unit=steps']
    expect(set(early, late)).toEqual(set(late, early))
    expect(set(early, late).sampler).toEqual({
      ...config.sampler,
      quota: { unit: 'steps', perIteration: 50, episodes: 'continue' },
    })
  })

  test('later assignments win, and the config handed in is unchanged', () => {
    const before = structuredClone(config)
    expect(set('seed=3', 'seed=4').seed).toBe(4)
    expect(config).toEqual(before)
  })

  test('every number in range is taken as it is written', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1000, noNaN: true }), (value) => {
        expect(set(`update.maxKl=${value}`).update).toEqual({ ...config.update, maxKl: value })
      }),
    )
  })

  test('any text either gives a valid config or an ConfigError', () => {
    const path = fc.oneof(fc.constantFrom(...configFields.map((field) => field.path)), fc.string())
    fc.assert(
      fc.property(path, fc.string(), (key, value) => {
        try {
          expect(parseConfig(set(`${key}=${value}`), 'again')).toBeDefined()
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError)
        }
      }),
    )
  })
})

describe('configIdentity', () => {
  test('does not see iterations, label, kept checkpoints or the order of keys', () => {
    const reversed = parseConfig(Object.fromEntries(Object.entries(config).reverse()), 'test')
    const same = [reversed, set('iterations=3'), set('preset=other'), set('checkpoints.keep=9')]
    for (const other of same) expect(configIdentity(other)).toBe(configIdentity(config))
  })

  test.each(['seed=2', 'update.maxKl=0.011', 'sampler.lanes=49', 'policy.hidden=31', 'environment.timeLimit=5'])(
    'sees %s',
    (assignment) => {
      expect(configIdentity(set(assignment))).not.toBe(configIdentity(config))
    },
  )
})
