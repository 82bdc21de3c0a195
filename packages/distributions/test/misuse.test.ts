import { describe, expect, it } from 'vitest'
import {
  categorical,
  type Distribution,
  diagonalGaussian,
  distributionFromDescription,
  factoredCategorical,
  type OwnDistributionDescription,
} from '../src/index.ts'

describe('a description', () => {
  it.each([diagonalGaussian(3), categorical(4), factoredCategorical([3, 3, 2])])(
    'builds the distribution again, from JSON ($description)',
    (distribution) => {
      const again = distributionFromDescription(JSON.parse(JSON.stringify(distribution.description)))
      const plain = ({ description, parameterSize, actionSize, noise, noiseSize }: Distribution) => ({
        description,
        parameterSize,
        actionSize,
        noise,
        noiseSize,
      })
      expect(plain(again)).toEqual(plain(distribution))
    },
  )

  it('of a kind of your own is built by the builder that is given for it, from JSON', () => {
    const bell = { kind: 'acme/bell', size: 2 } as const
    const build = ({ size }: OwnDistributionDescription) => ({ ...diagonalGaussian(Number(size)), description: bell })
    const again = distributionFromDescription(JSON.parse(JSON.stringify(bell)), { 'acme/bell': build })
    expect(again.description).toEqual(bell)
    expect(again.parameterSize).toBe(4)
    const other = () => distributionFromDescription({ kind: 'acme/beta' }, { 'acme/bell': build })
    expect(other).toThrow('factored-categorical, acme/bell; distributions of your own need a builder')
    // Kinds without a slash are this package's, now and later.
    const categoricalAgain = distributionFromDescription(categorical(3).description, { categorical: build })
    expect(categoricalAgain.description).toEqual({ kind: 'categorical', classes: 3 })
    expect(() => distributionFromDescription({ kind: 'bell' }, { bell: build })).toThrow('distribution kind is "bell"')
  })

  it.each([
    [null, 'distribution description is null, expected an object with a kind'],
    ['categorical', 'distribution description is "categorical", expected an object with a kind'],
    [{}, 'distribution description is {}, expected an object with a kind'],
    [{ kind: 'beta' }, 'distribution kind is "beta", expected one of diagonal-gaussian, categorical'],
    [{ kind: 'diagonal-gaussian' }, 'has size undefined, expected a number'],
    [{ kind: 'diagonal-gaussian', size: '2' }, 'has size "2", expected a number'],
    [{ kind: 'diagonal-gaussian', size: 0 }, 'size is 0, expected a whole number of at least 1'],
    [{ kind: 'categorical', classes: [2] }, 'has classes [2], expected a number'],
    [{ kind: 'categorical', classes: 1.5 }, 'classes is 1.5, expected a whole number'],
    [{ kind: 'factored-categorical', classes: 3 }, 'has classes 3, expected a list of numbers'],
    [{ kind: 'factored-categorical', classes: ['3'] }, 'has classes ["3"], expected a list of numbers'],
    [{ kind: 'factored-categorical', classes: [] }, 'classes is empty, expected at least one factor'],
    [{ kind: 'factored-categorical', classes: [3, -1] }, 'classes[1] is -1, expected a whole number'],
  ])('that is wrong, %j, throws', (description, message) => {
    expect(() => distributionFromDescription(description)).toThrow(message)
  })
})

describe('a call that does not fit throws', () => {
  const gaussian = diagonalGaussian(2)
  const softmax = factoredCategorical([3, 2])
  const [one, two, four, five] = [1, 2, 4, 5].map((n) => new Float64Array(n))

  it.each([
    ['a short mu', () => gaussian.mode(2, four, four), 'mode: mu has 4 numbers, 2 rows of 4 need 8'],
    ['short noise', () => gaussian.sample(1, four, one, two), 'sample: noise has 1 numbers, 1 rows of 2 need 2'],
    ['short actions', () => gaussian.logProb(1, four, one, two), 'logProb: actions has 1 numbers'],
    ['a short result', () => gaussian.fisher(1, four, four, two), 'fisher: into has 2 numbers'],
    ['a short muNew', () => gaussian.kl(1, four, two, one), 'kl: muNew has 2 numbers'],
    ['half a row', () => gaussian.entropy(0.5, four, one), 'entropy: rows is 0.5'],
    ['a negative row', () => gaussian.entropy(-1, four, one), 'entropy: rows is -1'],
    ['mu as its own result', () => gaussian.logProbGradient(1, four, two, four), 'into is also an input'],
    ['dmu as its own result', () => gaussian.fisher(1, new Float64Array(4), four, four), 'into is also an input'],
    [
      'a class out of range',
      () => softmax.logProb(1, five, Float64Array.of(0, 2), one),
      'action 1 of row 0 is 2, expected a class index in 0..1',
    ],
    [
      'a class of NaN',
      () => softmax.logProbGradient(1, five, Float64Array.of(Number.NaN, 0), new Float64Array(5)),
      'action 0 of row 0 is NaN',
    ],
    [
      'half a class',
      () => softmax.logProb(1, five, Float64Array.of(0.5, 0), one),
      'is 0.5, expected a class index in 0..2',
    ],
    ['noise above 1', () => softmax.sample(1, five, Float64Array.of(0, 1.1), two), 'noise of row 0 is 1.1'],
    ['noise below 0', () => softmax.sample(1, five, Float64Array.of(-0.1, 0), two), 'noise of row 0 is -0.1'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message)
  })

  it('but arrays may be longer than the rows need, and rows may be 0', () => {
    const into = new Float64Array(3).fill(7)
    gaussian.entropy(1, new Float64Array(40), into)
    expect([...into.slice(1)]).toEqual([7, 7])
    gaussian.entropy(0, new Float64Array(0), into)
    expect(into[0]).toBeCloseTo(2.8378770664093453, 15)
  })
})
