import { describe, expect, it } from 'vitest'
import { distributionConformance } from '../src/conformance.ts'
import { categorical, type Distribution } from '../src/index.ts'
import { broken } from './broken-distributions.ts'
import { changed, gaussian } from './broken-functions.ts'

describe('a broken distribution fails', () => {
  it.each(broken)('%s', (_, distribution, expected) => {
    const points = distribution.parameterSize === 4 ? [[0.3, -0.2, 0.4, -0.5]] : undefined
    const failing = distributionConformance(distribution, points ? { points } : {})
      .filter(({ run }) => {
        try {
          run()
          return false
        } catch {
          return true
        }
      })
      .map(({ name }) => name)
    for (const pattern of expected) expect(failing).toContainEqual(expect.stringMatching(pattern))
    expect(failing.filter((name) => !expected.some((pattern) => pattern.test(name)))).toEqual([])
  })

  it('and every check is failed by one of them', () => {
    const patterns = broken.flatMap(([, , expected]) => expected)
    for (const { name } of distributionConformance(gaussian)) {
      expect(patterns.filter((pattern) => pattern.test(name)).length, name).toBeGreaterThan(0)
    }
  })

  it.each([
    [{ actionSize: 1.5 }, 'actionSize is 1.5, expected a whole number of at least 1'],
    [{ noiseSize: 0 }, 'noiseSize is 0, expected a whole number of at least 1'],
    [{ noise: 'poisson' as 'normal' }, "noise is poisson, expected 'normal' or 'uniform'"],
  ])('%j', (part, message) => {
    const [check] = distributionConformance({ ...gaussian, ...part })
    expect(check.run).toThrow(message)
  })

  it('says what was found and what was expected', () => {
    const off = { ...gaussian, kl: changed(gaussian.kl, (x) => x + 1) }
    const [check] = distributionConformance(off).filter(({ name }) => name.startsWith('kl is never'))
    expect(check.run).toThrow('kl of point 0 with itself is 1, expected exactly 0')
  })
})

describe('a sample that is no action', () => {
  it('is named', () => {
    const softmax = categorical(4)
    const off: Distribution = {
      ...softmax,
      sample(rows, mu, noise, actions) {
        softmax.sample(rows, mu, noise, actions)
        for (let row = 0; row < rows; row++) actions[row] += 1
      },
    }
    const [check] = distributionConformance(off).filter(({ name }) => name.startsWith('samples follow'))
    expect(check.run).toThrow('sample gave [4] at point 0, which is not one of the actions')
  })
})
