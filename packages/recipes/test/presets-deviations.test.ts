import { describe, expect, test } from 'vitest'
import { presets } from '../src/presets/registry.ts'

/** Words of a deviation, and the presets that it is true of. */
const TRUE_OF: readonly (readonly [RegExp, (settings: (typeof presets)[number]['settings']) => boolean])[] = [
  [
    /conjugate gradient solves \(A \+ cI\)x = g with c = 0\.05/,
    ({ update }) => 'damping' in update && update.damping === 0.05,
  ],
  [
    /^advantages are standardised/,
    ({ estimator }) => 'standardizeAdvantages' in estimator && estimator.standardizeAdvantages,
  ],
  [
    /^states count alike/,
    ({ estimator }) => 'stateWeighting' in estimator && estimator.stateWeighting === 'undiscounted',
  ],
  [/100 lanes of 10,000/, ({ sampler }) => sampler.kind === 'single-path' && sampler.lanes === 100],
  [/force is Gaussian and clipped/, ({ environment }) => environment.name === 'paper/cart-pole'],
  [/penalty of impacts/, ({ environment }) => environment.name === 'paper/walker'],
]

describe.each(presets.filter(({ name }) => /^(paper|atari)\//.test(name)))('$name', ({ deviates, settings }) => {
  test.each(TRUE_OF)('says %s just where it is so', (words, isTrue) => {
    expect(deviates.some((line) => words.test(line))).toBe(isTrue(settings))
  })
})

/** Words of a preset of robots with a value network, and the presets that they are true of. */
const ROBOTS_TRUE_OF: typeof TRUE_OF = [
  [/an entropy bonus of 0\.01/, ({ objective }) => 'entropyBonus' in objective && objective.entropyBonus === 0.01],
  [/times the explained variance/, ({ update }) => 'leastTrust' in update && update.leastTrust < 1],
  [/has a discount of 0\.9999/, ({ estimator }) => 'discount' in estimator && estimator.discount === 0.9999],
]

describe.each(presets.filter(({ name }) => /-v5$|^fast\//.test(name)))('$name', ({ deviates, settings }) => {
  test.each(ROBOTS_TRUE_OF)('says %s just where it is so', (words, isTrue) => {
    expect(deviates.some((line) => words.test(line))).toBe(isTrue(settings))
  })
})
