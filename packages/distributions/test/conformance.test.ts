import { describe, expect, it } from 'vitest'
import { distributionConformance } from '../src/conformance.ts'
import { categorical, type Distribution, diagonalGaussian, factoredCategorical } from '../src/index.ts'

const distributions: readonly Distribution[] = [
  diagonalGaussian(1),
  diagonalGaussian(3),
  categorical(1),
  categorical(2),
  categorical(6),
  factoredCategorical([3, 3, 2]),
  factoredCategorical([2, 1, 3]),
]

describe.each(distributions.map((d) => [JSON.stringify(d.description), d] as const))('%s', (_, distribution) => {
  for (const { name, run } of distributionConformance(distribution)) it(name, run)
})

describe.each(['a', 'b'])('other points and seeds, %s', (which) => {
  const gaussian = { points: [[5, -1, -1.5, 1]], seed: which === 'a' ? 2 : 3 }
  for (const { name, run } of distributionConformance(diagonalGaussian(2), gaussian)) it(`gaussian: ${name}`, run)
  const softmax = { points: [[3, 0, 1, -1]], neighbourDistance: 0.5, seed: which === 'a' ? 2 : 3 }
  for (const { name, run } of distributionConformance(categorical(4), softmax)) it(`categorical: ${name}`, run)
})

describe('a broken distribution fails', () => {
  const gaussian = diagonalGaussian(2)
  const narrow = diagonalGaussian(1)
  const softmax = categorical(4)
  const factored = factoredCategorical([3, 2])

  /** The same function with its output changed afterwards. */
  function changed<Inputs extends readonly unknown[]>(
    call: (...given: [...Inputs, Float64Array]) => void,
    change: (value: number, index: number) => number,
  ): (...given: [...Inputs, Float64Array]) => void {
    return (...given) => {
      call(...given)
      const into = given[given.length - 1]
      if (into instanceof Float64Array)
        into.set(into.map((value, index) => (Number.isNaN(value) ? value : change(value, index))))
    }
  }

  const broken: ReadonlyArray<readonly [string, Distribution, readonly RegExp[]]> = [
    [
      'a description that JSON loses',
      { ...gaussian, description: { kind: 'diagonal-gaussian', size: Number.NaN } },
      [/^sizes/],
    ],
    ['a description without a kind', { ...gaussian, description: {} as Distribution['description'] }, [/^sizes/]],
    [
      'results that depend on the call before',
      countsCalls(),
      [/^rows are independent/, /^a call writes/, /^arrays in f32/],
    ],
    [
      'a batch that takes its log std from the first row',
      {
        ...gaussian,
        entropy(rows, mu, into) {
          gaussian.entropy(rows, mu, into)
          into.fill(into[0], 0, rows)
        },
      },
      [/^rows are independent/],
    ],
    ['output that is added to', { ...gaussian, mode: addsTo(gaussian.mode) }, [/^a call writes/]],
    [
      'output beyond the rows',
      {
        ...gaussian,
        kl(rows, muOld, muNew, into) {
          gaussian.kl(rows, muOld, muNew, into)
          into.fill(0, rows)
        },
      },
      [/^a call writes/],
    ],
    [
      'an input that is overwritten',
      {
        ...gaussian,
        fisher(rows, mu, dmu, into) {
          gaussian.fisher(rows, mu, dmu, into)
          dmu[0] = 0
        },
      },
      [/^rows are independent/, /^a call writes/, /^fisher is linear/],
    ],
    [
      'arithmetic in f32 when mu is',
      {
        ...gaussian,
        entropy(rows, mu, into) {
          gaussian.entropy(rows, mu, into)
          if (mu instanceof Float32Array) into.set(Float32Array.from(into))
        },
      },
      [/^arrays in f32/],
    ],
    [
      'kl with the arguments exchanged',
      { ...gaussian, kl: (n, p, q, into) => gaussian.kl(n, q, p, into) },
      [/^kl is the mean/],
    ],
    [
      'kl with the arguments exchanged',
      { ...softmax, kl: (n, p, q, into) => softmax.kl(n, q, p, into) },
      [/^kl is the mean/],
    ],
    ['kl off by rounding', { ...softmax, kl: changed(softmax.kl, (x) => x + 1e-17) }, [/^kl is never negative/]],
    [
      'kl slightly below 0',
      { ...softmax, kl: changed(softmax.kl, (x) => (x < 1e-20 ? -x : x)) },
      [/^kl is never negative/],
    ],
    [
      'kl twice too large',
      { ...gaussian, kl: changed(gaussian.kl, (x) => 2 * x) },
      [/^kl is the mean/, /Hessian of kl$/],
    ],
    [
      'kl of the first factor only',
      { ...factored, kl: (n, p, q, into) => firstFactorKl(n, p, q, into) },
      [/^kl is the mean/, /Hessian of kl$/],
    ],
    [
      'entropy without its constant',
      { ...gaussian, entropy: changed(gaussian.entropy, (x) => x - 2.8378770664093453) },
      [/^entropy/],
    ],
    ['entropy in bits', { ...softmax, entropy: changed(softmax.entropy, (x) => x / Math.LN2) }, [/^entropy/]],
    [
      'logProb without its constant',
      { ...gaussian, logProb: changed(gaussian.logProb, (x) => x + 1.8378770664093453) },
      [/^entropy/, /^logProb is normalised/],
    ],
    [
      'logProb of unnormalised logits',
      { ...softmax, logProb: (n, mu, a, into) => unnormalisedLogProb(n, mu, a, into) },
      [/^kl is the mean/, /^entropy/, /finite differences/, /^logProb is normalised/],
    ],
    [
      'a score of the wrong sign',
      { ...softmax, logProbGradient: changed(softmax.logProbGradient, (x) => -x) },
      [/finite differences/],
    ],
    [
      'a score without the softmax',
      { ...softmax, logProbGradient: changed(softmax.logProbGradient, (x) => (x > 0 ? 1 : 0)) },
      [/finite differences/, /mean zero/, /covariance/],
    ],
    [
      'a Fisher product without the log std',
      { ...gaussian, fisher: changed(gaussian.fisher, (x, i) => (i % 4 < 2 ? x : 0)) },
      [/covariance/, /Hessian of kl$/],
    ],
    [
      'a Fisher product that is not linear',
      { ...gaussian, fisher: changed(gaussian.fisher, Math.abs) },
      [/^fisher is linear/],
    ],
    [
      'a Fisher product that is not symmetric',
      { ...gaussian, fisher: (n, mu, v, into) => twistedFisher(n, mu, v, into) },
      [/^fisher is linear/, /covariance/, /Hessian of kl$/],
    ],
    [
      'a Fisher product that is negative',
      { ...softmax, fisher: changed(softmax.fisher, (x) => -x) },
      [/^fisher is linear/, /covariance/, /Hessian of kl$/],
    ],
    [
      'samples 5% too wide',
      {
        ...gaussian,
        sample: (n, mu, e, a) =>
          gaussian.sample(
            n,
            mu,
            e.map((x) => 1.05 * x),
            a,
          ),
      },
      [/^entropy/, /mean zero/, /covariance/, /^samples follow/],
    ],
    [
      'samples with correlated components',
      {
        ...gaussian,
        sample: (n, mu, e, a) =>
          gaussian.sample(
            n,
            mu,
            e.map((x, i) => (i % 2 ? (x + e[i - 1]) * Math.SQRT1_2 : x)),
            a,
          ),
      },
      [/covariance/, /^samples follow/],
    ],
    [
      'samples that favour early classes',
      {
        ...softmax,
        sample: (n, mu, e, a) =>
          softmax.sample(
            n,
            mu,
            e.map((u) => 0.95 * u),
            a,
          ),
      },
      [/^samples follow/],
    ],
    [
      'a class out of range',
      { ...softmax, sample: changed(softmax.sample, (c) => c + 1) },
      [/^rows/, /^a call/, /^arrays/, /finite differences/, /^samples follow/],
    ],
    [
      'samples with the right moments and other quantiles',
      {
        ...gaussian,
        sample: (n, mu, e, a) =>
          gaussian.sample(
            n,
            mu,
            e.map((x) => Math.sign(x)),
            a,
          ),
      },
      [/covariance/, /^samples follow/],
    ],
    ['a mode beside the mean', { ...gaussian, mode: changed(gaussian.mode, (x) => x + 1e-3) }, [/^mode/]],
    [
      'a mode a little beside the mean of one number',
      { ...narrow, mode: changed(narrow.mode, (x) => x + 3e-4) },
      [/^mode/],
    ],
    ['a mode that is always class 0', { ...softmax, mode: changed(softmax.mode, () => 0) }, [/^mode/]],
  ]

  function addsTo(mode: Distribution['mode']): Distribution['mode'] {
    return (rows, mu, actions) => {
      const before = actions.slice()
      mode(rows, mu, actions)
      for (let i = 0; i < rows * 2; i++) actions[i] += before[i]
    }
  }

  /** Its entropy grows by a little with every call. */
  function countsCalls(): Distribution {
    let calls = 0
    return {
      ...gaussian,
      entropy(rows, mu, into) {
        gaussian.entropy(rows, mu, into)
        for (let row = 0; row < rows; row++) into[row] += 1e-10 * calls
        calls++
      },
    }
  }

  const firstFactorKl: Distribution['kl'] = (rows, muOld, muNew, into) => {
    const pick = (mu: typeof muOld) =>
      Float64Array.from({ length: 3 * rows }, (_, i) => mu[5 * Math.floor(i / 3) + (i % 3)])
    categorical(3).kl(rows, pick(muOld), pick(muNew), into)
  }

  const unnormalisedLogProb: Distribution['logProb'] = (rows, mu, actions, into) => {
    for (let row = 0; row < rows; row++) into[row] = mu[4 * row + actions[row]]
  }

  const twistedFisher: Distribution['fisher'] = (rows, mu, dmu, into) => {
    gaussian.fisher(rows, mu, dmu, into)
    for (let row = 0; row < rows; row++) into[4 * row] += dmu[4 * row + 1]
  }

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

describe('options that do not fit throw', () => {
  it('and so do more actions than can be summed over', () => {
    expect(() => distributionConformance(factoredCategorical([100, 100, 100]))).toThrow('1000000 actions are too many')
  })

  it.each([
    [{ samples: 10 }, /samples is 10/],
    [{ points: [] }, /length none, expected at least one of length 4/],
    [{ points: [[1, 2]] }, /length 2, expected at least one of length 4/],
  ])('%j', (options, message) => {
    expect(() => distributionConformance(categorical(4), options)).toThrow(message)
  })
})
