// A distribution: switches that are each on or off, independently of one another.
import type { Distribution, OwnDistributionDescription } from '@trpo/distributions'
import { exp, log1p } from '@trpo/math'

/** Actions are `size` numbers, each 0 or 1. mu holds the logits log(p / (1 - p)), with p the probability of a 1. */
export function bernoulli(size: number): Distribution {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new RangeError(`bernoulli: size is ${size}, expected a whole number of at least 1`)
  return {
    description: { kind: 'guide/bernoulli', size },
    parameterSize: size,
    actionSize: size,
    classes: new Array<number>(size).fill(2),
    noise: 'uniform',
    noiseSize: size,
    sample(rows, mu, noise, actions) {
      for (let i = 0; i < rows * size; i++) actions[i] = at(noise, i) < probability(at(mu, i)) ? 1 : 0
    },
    mode(rows, mu, actions) {
      for (let i = 0; i < rows * size; i++) actions[i] = at(mu, i) > 0 ? 1 : 0
    },
    // log p(a) = a l - log(1 + e^l)
    logProb: (rows, mu, actions, into) =>
      sumRows(rows, size, into, (i) => at(actions, i) * at(mu, i) - softplus(at(mu, i))),
    logProbGradient(rows, mu, actions, into) {
      for (let i = 0; i < rows * size; i++) into[i] = at(actions, i) - probability(at(mu, i))
    },
    // p (l - l') + log(1 + e^l') - log(1 + e^l), which rounding must not take below 0.
    kl: (rows, old, changed, into) =>
      sumRows(rows, size, into, (i) => {
        const [l, other] = [at(old, i), at(changed, i)]
        return Math.max(0, probability(l) * (l - other) + softplus(other) - softplus(l))
      }),
    entropy: (rows, mu, into) =>
      sumRows(rows, size, into, (i) => softplus(at(mu, i)) - probability(at(mu, i)) * at(mu, i)),
    entropyGradient(rows, mu, into) {
      for (let i = 0; i < rows * size; i++) into[i] = -at(mu, i) * probability(at(mu, i)) * probability(-at(mu, i))
    },
    // M is diagonal, with the variances p (1 - p).
    fisher(rows, mu, dmu, into) {
      for (let i = 0; i < rows * size; i++) into[i] = probability(at(mu, i)) * probability(-at(mu, i)) * at(dmu, i)
    },
  }
}

/** Builds it again from its description, which may come from anywhere: `bernoulli` checks the size. */
export const bernoulliOf = ({ size }: OwnDistributionDescription): Distribution => bernoulli(Number(size))

/** 1 / (1 + e^-l). */
const probability = (l: number): number => 1 / (1 + exp(-l))

/** log(1 + e^l), without overflow. */
const softplus = (l: number): number => Math.max(l, 0) + log1p(exp(-Math.abs(l)))

const at = (array: ArrayLike<number>, i: number): number => array[i] ?? 0

function sumRows(rows: number, size: number, into: Float64Array, term: (i: number) => number): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let i = row * size; i < (row + 1) * size; i++) sum += term(i)
    into[row] = sum
  }
}
