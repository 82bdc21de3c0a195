import type { Distribution } from '../src/index.ts'
import {
  addsTo,
  changed,
  countsCalls,
  factored,
  firstFactorKl,
  gaussian,
  narrow,
  softmax,
  twistedFisher,
  unnormalisedLogProb,
} from './broken-functions.ts'

/** What is wrong, the distribution, and the checks that it must fail, by their names. */
export const broken: ReadonlyArray<readonly [string, Distribution, readonly RegExp[]]> = [
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
    'a gradient of the entropy with the wrong sign',
    { ...factored, entropyGradient: changed(factored.entropyGradient, (value) => -value) },
    [/^entropyGradient agrees/],
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
