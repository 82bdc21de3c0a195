import { ConfigError, configFields, parseConfig, presetConfig, presets } from '@trpo/recipes'
import { configDigest } from '@trpo/runs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { config, deep, expectNamed, junk, mutated } from './values.ts'

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
