import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { configFields } from '../src/config/fields.ts'
import { parseConfig } from '../src/config/parse-config.ts'
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
    expect(environments.map(({ name }) => name)).toContain(whole.environment.name)
    expect(preset.summary).not.toBe('')
    expect(preset.deviates.length).toBeGreaterThan(0)
  })

  test('paper/swimmer has the numbers of Table 2', () => {
    expect(config).toMatchObject({
      iterations: 200,
      policy: { hidden: [30], activation: 'tanh', normalizeObservations: false },
      sampling: { unit: 'paths', perIteration: 50 },
      algorithm: { maxKl: 0.01, discount: 0.99, cgIterations: 10, fisherStride: 10 },
    })
  })

  test('an unknown one names the nearest', () => {
    expect(() => findPreset('paper/swimer')).toThrow('unknown preset paper/swimer; did you mean paper/swimmer?')
    expect(() => findPreset('cart-pole')).toThrow(/did you mean (paper|modern)\/cart-pole\?/)
    expect(() => findPreset('xyz')).toThrow('expected one of paper/swimmer,')
  })
})

describe('parseConfig', () => {
  const withField = (group: 'algorithm' | 'sampling', changes: Record<string, unknown>) => ({
    ...config,
    [group]: { ...config[group], ...changes },
  })

  test.each([
    [
      { ...config, algorithm: { ...config.algorithm, maxKL: 0.1 } },
      'unknown option algorithm.maxKL; did you mean algorithm.maxKl?',
    ],
    [withField('algorithm', { maxKl: 0 }), 'algorithm.maxKl is 0; expected a number above 0 and at most 1000'],
    [withField('algorithm', { maxKl: -1 }), 'algorithm.maxKl is -1; expected a number above 0'],
    [withField('algorithm', { maxKl: '0.1' }), 'algorithm.maxKl is "0.1"; expected a number above 0'],
    [withField('algorithm', { maxKl: undefined }), 'algorithm.maxKl is missing; expected a number above 0'],
    [withField('algorithm', { discount: 1.5 }), 'algorithm.discount is 1.5; expected a number from 0 to 1'],
    [withField('algorithm', { discount: Number.NaN }), 'algorithm.discount is NaN; expected a number'],
    [
      withField('sampling', { unit: 'path' }),
      'sampling.unit is "path"; expected "paths" or "steps"; did you mean paths?',
    ],
    [withField('sampling', { lanes: 1.5 }), 'sampling.lanes is 1.5; expected a whole number from 1 to 65536'],
    [
      { ...config, policy: { ...config.policy, hidden: [30, 0] } },
      'policy.hidden.1 is 0; expected a list of numbers, each a whole number from 1 to 65536',
    ],
    [{ ...config, iteration: 3 }, 'unknown option iteration; did you mean iterations?'],
    [[], 'the config is []; expected an object'],
    [null, 'the config is null; expected an object'],
  ])('names the field: %#', (value, message) => {
    expect(() => parseConfig(value, 'config.json')).toThrow(message)
    expect(() => parseConfig(value, 'config.json')).toThrow(/^config\.json: /)
  })

  test('names every fault', () => {
    expect(() => parseConfig(withField('algorithm', { maxKl: 0, damping: -1 }), 'x')).toThrow(
      /algorithm\.maxKl is 0.*algorithm\.damping is -1/,
    )
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
    ['algorithm.maxKl=0.02', { algorithm: { maxKl: 0.02 } }],
    ['algorithm.maxKl=2e-2', { algorithm: { maxKl: 0.02 } }],
    ['policy.hidden=32,16', { policy: { hidden: [32, 16] } }],
    ['policy.hidden=[32, 16]', { policy: { hidden: [32, 16] } }],
    ['policy.hidden=', { policy: { hidden: [] } }],
    ['policy.normalizeObservations=true', { policy: { normalizeObservations: true } }],
    ['environment.timeLimit=200', { environment: { timeLimit: 200 } }],
    ['environment.timeLimit=null', { environment: { timeLimit: null } }],
    ['sampling.unit=steps', { sampling: { unit: 'steps' } }],
    ['policy.initialLogStd=-.5', { policy: { initialLogStd: -0.5 } }],
  ])('%s', (assignment, expected) => {
    expect(set(assignment)).toMatchObject(expected)
  })

  test.each([
    ['algorithm.maxKL=0.02', 'unknown option algorithm.maxKL; did you mean algorithm.maxKl?'],
    ['maxKl=0.02', 'unknown option maxKl; did you mean algorithm.maxKl?'],
    ['algorithm=3', 'algorithm is a group of options; give one of algorithm.maxKl,'],
    ['algorithm.maxKl=0', 'algorithm.maxKl is 0; expected a number above 0'],
    ['algorithm.maxKl=', 'algorithm.maxKl is ""; expected a number'],
    ['algorithm.maxKl=abc', 'algorithm.maxKl is "abc"; expected a number'],
    ['algorithm.maxKl=1e999', 'algorithm.maxKl is Infinity; expected a number'],
    ['algorithm.cgIterations=2.5', 'algorithm.cgIterations is 2.5; expected a whole number'],
    ['policy.normalizeObservations=yes', 'policy.normalizeObservations is "yes"; expected true or false'],
    ['policy.hidden=8,x', 'policy.hidden.1 is "x"; expected a list of numbers'],
    ['baseline.kind=time-dependant', 'did you mean time-dependent?'],
    ['algorithm.maxKl', 'expected key=value'],
    ['=3', 'expected key=value'],
    ['__proto__.polluted=1', 'unknown option __proto__.polluted'],
  ])('%s is refused', (assignment, message) => {
    expect(() => set(assignment)).toThrow(message)
    expect(() => set(assignment)).toThrow(ConfigError)
  })

  test('later assignments win, and the config handed in is unchanged', () => {
    const before = structuredClone(config)
    expect(set('seed=3', 'seed=4').seed).toBe(4)
    expect(config).toEqual(before)
  })

  test('every number in range is taken as it is written', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1000, noNaN: true }), (value) => {
        expect(set(`algorithm.maxKl=${value}`).algorithm.maxKl).toBe(value)
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
