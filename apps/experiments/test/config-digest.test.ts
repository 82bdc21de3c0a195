import { findPreset, parseConfig, presetConfig, setOptions } from '@trpo/recipes'
import { configDigest } from '@trpo/runs'
import { describe, expect, test } from 'vitest'

const config = presetConfig(findPreset('paper/swimmer'), 1)
const set = (...assignments: string[]) => setOptions(config, assignments)

describe('configDigest', () => {
  test('does not see iterations, label, kept checkpoints or the order of keys', () => {
    const reversed = parseConfig(Object.fromEntries(Object.entries(config).reverse()), 'test')
    const same = [reversed, set('iterations=3'), set('preset=other'), set('checkpoints.keep=9')]
    for (const other of same) expect(configDigest(other)).toBe(configDigest(config))
  })

  test.each(['seed=2', 'algorithm.maxKl=0.011', 'sampling.lanes=49', 'policy.hidden=31', 'environment.timeLimit=5'])(
    'sees %s',
    (assignment) => {
      expect(configDigest(set(assignment))).not.toBe(configDigest(config))
    },
  )
})
