import { checked } from './checked.ts'
import type { Distribution, DistributionDescription } from './distribution.ts'
import { entropyOf, fisherInto, klOf, largest, logProbability, sampleClass, scoreInto } from './softmax.ts'

/** The product of independent softmaxes with the given numbers of classes: all quantities add up over the factors. */
export function softmaxFactors(description: DistributionDescription, classes: readonly number[]): Distribution {
  const k = classes.length
  const m = classes.reduce((sum, n) => sum + n, 0)
  /** Index of each factor's first logit in a row. */
  const starts = classes.map((_, factor) => classes.slice(0, factor).reduce((sum, n) => sum + n, 0))

  return checked({
    description,
    parameterSize: m,
    actionSize: k,
    noise: 'uniform',
    noiseSize: k,

    sample(rows, mu, noise, actions) {
      for (let row = 0; row < rows; row++) {
        for (let factor = 0; factor < k; factor++) {
          const u = noise[row * k + factor]
          if (!(u >= 0 && u <= 1)) {
            throw new RangeError(`sample: noise of row ${row} is ${u}, expected uniform numbers in [0, 1)`)
          }
          actions[row * k + factor] = sampleClass(mu, row * m + starts[factor], classes[factor], u)
        }
      }
    },

    mode(rows, mu, actions) {
      for (let row = 0; row < rows; row++) {
        for (let factor = 0; factor < k; factor++) {
          actions[row * k + factor] = largest(mu, row * m + starts[factor], classes[factor])
        }
      }
    },

    logProb(rows, mu, actions, into) {
      for (let row = 0; row < rows; row++) {
        let sum = 0
        for (let factor = 0; factor < k; factor++) {
          const chosen = classOf('logProb', actions, row, k, factor, classes[factor])
          sum += logProbability(mu, row * m + starts[factor], classes[factor], chosen)
        }
        into[row] = sum
      }
    },

    logProbGradient(rows, mu, actions, into) {
      for (let row = 0; row < rows; row++) {
        for (let factor = 0; factor < k; factor++) {
          const chosen = classOf('logProbGradient', actions, row, k, factor, classes[factor])
          scoreInto(mu, row * m + starts[factor], classes[factor], chosen, into)
        }
      }
    },

    kl(rows, muOld, muNew, into) {
      for (let row = 0; row < rows; row++) {
        let sum = 0
        for (let factor = 0; factor < k; factor++) sum += klOf(muOld, muNew, row * m + starts[factor], classes[factor])
        into[row] = sum
      }
    },

    entropy(rows, mu, into) {
      for (let row = 0; row < rows; row++) {
        let sum = 0
        for (let factor = 0; factor < k; factor++) sum += entropyOf(mu, row * m + starts[factor], classes[factor])
        into[row] = sum
      }
    },

    fisher(rows, mu, dmu, into) {
      for (let row = 0; row < rows; row++) {
        for (let factor = 0; factor < k; factor++) fisherInto(mu, row * m + starts[factor], classes[factor], dmu, into)
      }
    },
  })
}

function classOf(call: string, actions: ArrayLike<number>, row: number, k: number, factor: number, n: number): number {
  const chosen = actions[row * k + factor]
  if (!(Number.isInteger(chosen) && chosen >= 0 && chosen < n)) {
    throw new RangeError(`${call}: action ${factor} of row ${row} is ${chosen}, expected a class index in 0..${n - 1}`)
  }
  return chosen
}
