import type { RealArray } from '@trpo/math'
import type { Distribution } from './distribution.ts'

/**
 * The same distribution, with the arguments of every call checked. A RangeError is thrown unless `rows` is a whole
 * number, each array holds at least that many rows, and the output is none of the inputs.
 */
export function checked(inner: Distribution): Distribution {
  const { parameterSize: m, actionSize: k, noiseSize: e } = inner
  return {
    ...inner,
    sample(rows, mu, noise, actions) {
      holds('sample', 'mu', mu, rows, m)
      holds('sample', 'noise', noise, rows, e)
      output('sample', 'actions', actions, rows, k, mu, noise)
      inner.sample(rows, mu, noise, actions)
    },
    mode(rows, mu, actions) {
      holds('mode', 'mu', mu, rows, m)
      output('mode', 'actions', actions, rows, k, mu, mu)
      inner.mode(rows, mu, actions)
    },
    logProb(rows, mu, actions, into) {
      holds('logProb', 'mu', mu, rows, m)
      holds('logProb', 'actions', actions, rows, k)
      output('logProb', 'into', into, rows, 1, mu, actions)
      inner.logProb(rows, mu, actions, into)
    },
    logProbGradient(rows, mu, actions, into) {
      holds('logProbGradient', 'mu', mu, rows, m)
      holds('logProbGradient', 'actions', actions, rows, k)
      output('logProbGradient', 'into', into, rows, m, mu, actions)
      inner.logProbGradient(rows, mu, actions, into)
    },
    kl(rows, muOld, muNew, into) {
      holds('kl', 'muOld', muOld, rows, m)
      holds('kl', 'muNew', muNew, rows, m)
      output('kl', 'into', into, rows, 1, muOld, muNew)
      inner.kl(rows, muOld, muNew, into)
    },
    entropy(rows, mu, into) {
      holds('entropy', 'mu', mu, rows, m)
      output('entropy', 'into', into, rows, 1, mu, mu)
      inner.entropy(rows, mu, into)
    },
    entropyGradient(rows, mu, into) {
      holds('entropyGradient', 'mu', mu, rows, m)
      output('entropyGradient', 'into', into, rows, m, mu, mu)
      inner.entropyGradient(rows, mu, into)
    },
    fisher(rows, mu, dmu, into) {
      holds('fisher', 'mu', mu, rows, m)
      holds('fisher', 'dmu', dmu, rows, m)
      output('fisher', 'into', into, rows, m, mu, dmu)
      inner.fisher(rows, mu, dmu, into)
    },
  }
}

function holds(call: string, name: string, array: RealArray, rows: number, width: number): void {
  if (!Number.isInteger(rows) || rows < 0) {
    throw new RangeError(`${call}: rows is ${rows}, expected a whole number of at least 0`)
  }
  if (array.length < rows * width) {
    throw new RangeError(`${call}: ${name} has ${array.length} numbers, ${rows} rows of ${width} need ${rows * width}`)
  }
}

function output(
  call: string,
  name: string,
  array: RealArray,
  rows: number,
  width: number,
  input: RealArray,
  otherInput: RealArray,
): void {
  holds(call, name, array, rows, width)
  if (array === input || array === otherInput) {
    throw new RangeError(`${call}: ${name} is also an input, expected an array of its own`)
  }
}

/** Throws a RangeError unless `size` is a whole number of at least 1. */
export function assertSize(what: string, size: number): void {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`${what} is ${size}, expected a whole number of at least 1`)
  }
}
