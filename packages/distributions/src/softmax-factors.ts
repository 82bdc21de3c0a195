import { checked } from './checked.ts'
import type { DistributionDescription } from './description.ts'
import type { Distribution } from './distribution.ts'
import { entropyOf, fisherInto, klOf, logProbability, sampleClass, scoreInto } from './softmax.ts'
import { largest, softmaxRows } from './softmax-rows.ts'

/** The product of independent softmaxes with the given numbers of classes: all quantities add up over the factors. */
export function softmaxFactors(description: DistributionDescription, classes: readonly number[]): Distribution {
  const k = classes.length
  const m = classes.reduce((sum, n) => sum + n, 0)
  /** Index of each factor's first logit in a row. */
  const starts = classes.map((_, factor) => classes.slice(0, factor).reduce((sum, n) => sum + n, 0))
  const softmaxes = softmaxRows(classes)
  const newSoftmaxes = softmaxRows(classes)

  /** Calls `visit` with the first row and the number of rows of each chunk. */
  const forEachChunk = (rows: number, visit: (first: number, some: number) => void): void => {
    for (let first = 0; first < rows; first += softmaxes.capacity)
      visit(first, Math.min(softmaxes.capacity, rows - first))
  }

  const inner: Distribution = {
    description,
    classes,
    parameterSize: m,
    actionSize: k,
    noise: 'uniform',
    noiseSize: k,

    sample(rows, mu, noise, actions) {
      forEachChunk(rows, (first, some) => {
        softmaxes.fill(mu, first, some)
        for (let row = 0; row < some; row++) {
          for (let factor = 0; factor < k; factor++) {
            const u = noise[(first + row) * k + factor]
            if (!(u >= 0 && u <= 1)) {
              throw new RangeError(`sample: noise of row ${first + row} is ${u}, expected uniform numbers in [0, 1)`)
            }
            const at = row * m + starts[factor]
            actions[(first + row) * k + factor] = sampleClass(softmaxes, at, classes[factor], u)
          }
        }
      })
    },

    mode(rows, mu, actions) {
      for (let row = 0; row < rows; row++) {
        for (let factor = 0; factor < k; factor++) {
          actions[row * k + factor] = largest(mu, row * m + starts[factor], classes[factor])
        }
      }
    },

    logProb(rows, mu, actions, into) {
      forEachChunk(rows, (first, some) => {
        softmaxes.fillWithLogarithms(mu, first, some)
        for (let row = 0; row < some; row++) {
          let sum = 0
          for (let factor = 0; factor < k; factor++) {
            const chosen = classOf('logProb', actions, first + row, k, factor, classes[factor])
            sum += logProbability(softmaxes, row * k + factor, row * m + starts[factor], chosen)
          }
          into[first + row] = sum
        }
      })
    },

    logProbGradient(rows, mu, actions, into) {
      forEachChunk(rows, (first, some) => {
        softmaxes.fillWithLogarithms(mu, first, some)
        for (let row = 0; row < some; row++) {
          for (let factor = 0; factor < k; factor++) {
            const n = classes[factor]
            const chosen = classOf('logProbGradient', actions, first + row, k, factor, n)
            const at = row * m + starts[factor]
            scoreInto(softmaxes, row * k + factor, at, n, chosen, into, first * m + at)
          }
        }
      })
    },

    kl(rows, muOld, muNew, into) {
      forEachChunk(rows, (first, some) => {
        softmaxes.fillWithLogarithms(muOld, first, some)
        newSoftmaxes.fillWithLogarithms(muNew, first, some)
        for (let row = 0; row < some; row++) {
          let sum = 0
          for (let factor = 0; factor < k; factor++) {
            sum += klOf(softmaxes, newSoftmaxes, row * k + factor, row * m + starts[factor], classes[factor])
          }
          into[first + row] = sum
        }
      })
    },

    entropy(rows, mu, into) {
      forEachChunk(rows, (first, some) => {
        softmaxes.fillWithLogarithms(mu, first, some)
        for (let row = 0; row < some; row++) {
          let sum = 0
          for (let factor = 0; factor < k; factor++) {
            sum += entropyOf(softmaxes, row * k + factor, row * m + starts[factor], classes[factor])
          }
          into[first + row] = sum
        }
      })
    },

    // dH = -sum dp log p = -(M log p)'dmu, and M log p = M mu: they differ by a constant, which M takes to 0.
    entropyGradient(rows, mu, into) {
      inner.fisher(rows, mu, mu, into)
      for (let i = 0; i < rows * m; i++) into[i] = -into[i]
    },

    fisher(rows, mu, dmu, into) {
      forEachChunk(rows, (first, some) => {
        softmaxes.fill(mu, first, some)
        for (let row = 0; row < some; row++) {
          for (let factor = 0; factor < k; factor++) {
            const at = row * m + starts[factor]
            fisherInto(softmaxes, row * k + factor, at, classes[factor], dmu, into, first * m + at)
          }
        }
      })
    },
  }
  return checked(inner)
}

function classOf(call: string, actions: ArrayLike<number>, row: number, k: number, factor: number, n: number): number {
  const chosen = actions[row * k + factor]
  if (!(Number.isInteger(chosen) && chosen >= 0 && chosen < n)) {
    throw new RangeError(`${call}: action ${factor} of row ${row} is ${chosen}, expected a class index in 0..${n - 1}`)
  }
  return chosen
}
