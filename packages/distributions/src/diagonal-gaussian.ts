import { exp } from '@trpo/math'
import { assertSize, checked } from './checked.ts'
import type { Distribution } from './distribution.ts'
import { exponentialRemainder } from './remainder.ts'

/** log(2 pi) / 2 */
const halfLogTwoPi = 0.9189385332046727
/** log(2 pi e) / 2: the entropy of a standard normal number. */
const standardEntropy = 1.4189385332046727

/**
 * A normal distribution with a diagonal covariance, for continuous actions (appendix D).
 *
 * mu is [mean_1 .. mean_k, logStd_1 .. logStd_k], so m = 2k; an action is k real numbers, and takes k standard normal
 * draws: action = mean + exp(logStd) * noise. |logStd| must stay below 700, where its exponential is finite.
 *
 * With z = (action - mean) / std:
 *
 *     logProb  = sum -z^2 / 2 - logStd - log(2 pi) / 2
 *     score    = [z / std, z^2 - 1]
 *     KL       = sum (e^2d - 1 - 2d) / 2 + ((meanOld - meanNew) / stdNew)^2 / 2,   d = logStdOld - logStdNew
 *     entropy  = sum logStd + log(2 pi e) / 2
 *     M        = diag(1 / std^2, 2)
 *
 * KL is written so that it is never negative, exactly 0 at equality, and accurate however small it is.
 *
 * @param size k, the number of action components. Throws a RangeError unless it is a whole number of at least 1.
 */
export function diagonalGaussian(size: number): Distribution {
  assertSize('diagonalGaussian: size', size)
  const k = size
  const m = 2 * size

  // The outer loop runs over components and the inner one over rows, so a log std that does not depend on the state,
  // the usual case, is exponentiated once and not once a row. The sum of a row still runs over its components in order.
  return checked({
    description: { kind: 'diagonal-gaussian', size },
    parameterSize: m,
    actionSize: k,
    noise: 'normal',
    noiseSize: k,

    sample(rows, mu, noise, actions) {
      for (let j = 0; j < k; j++) {
        let logStd = Number.NaN
        let std = 0
        for (let row = 0; row < rows; row++) {
          const own = mu[row * m + k + j]
          if (own !== logStd) {
            logStd = own
            std = exp(own)
          }
          actions[row * k + j] = mu[row * m + j] + std * noise[row * k + j]
        }
      }
    },

    mode(rows, mu, actions) {
      for (let row = 0; row < rows; row++) {
        for (let j = 0; j < k; j++) actions[row * k + j] = mu[row * m + j]
      }
    },

    logProb(rows, mu, actions, into) {
      into.fill(0, 0, rows)
      for (let j = 0; j < k; j++) {
        let logStd = Number.NaN
        let precision = 0
        for (let row = 0; row < rows; row++) {
          const own = mu[row * m + k + j]
          if (own !== logStd) {
            logStd = own
            precision = exp(-own)
          }
          const z = (actions[row * k + j] - mu[row * m + j]) * precision
          into[row] += -0.5 * z * z - own - halfLogTwoPi
        }
      }
    },

    logProbGradient(rows, mu, actions, into) {
      for (let j = 0; j < k; j++) {
        let logStd = Number.NaN
        let precision = 0
        for (let row = 0; row < rows; row++) {
          const own = mu[row * m + k + j]
          if (own !== logStd) {
            logStd = own
            precision = exp(-own)
          }
          const z = (actions[row * k + j] - mu[row * m + j]) * precision
          into[row * m + j] = z * precision
          into[row * m + k + j] = z * z - 1
        }
      }
    },

    kl(rows, muOld, muNew, into) {
      into.fill(0, 0, rows)
      for (let j = 0; j < k; j++) {
        let logStdOld = Number.NaN
        let logStdNew = Number.NaN
        let precision = 0
        let spread = 0
        for (let row = 0; row < rows; row++) {
          const ownOld = muOld[row * m + k + j]
          const ownNew = muNew[row * m + k + j]
          if (ownOld !== logStdOld || ownNew !== logStdNew) {
            logStdOld = ownOld
            logStdNew = ownNew
            precision = exp(-ownNew)
            spread = 0.5 * exponentialRemainder(2 * (ownOld - ownNew))
          }
          const shift = (muOld[row * m + j] - muNew[row * m + j]) * precision
          into[row] += spread + 0.5 * shift * shift
        }
      }
    },

    entropy(rows, mu, into) {
      into.fill(0, 0, rows)
      for (let row = 0; row < rows; row++) {
        for (let j = 0; j < k; j++) into[row] += mu[row * m + k + j] + standardEntropy
      }
    },

    entropyGradient(rows, _mu, into) {
      for (let i = 0; i < rows * m; i++) into[i] = i % m < k ? 0 : 1
    },

    fisher(rows, mu, dmu, into) {
      for (let j = 0; j < k; j++) {
        let logStd = Number.NaN
        let precision = 0
        for (let row = 0; row < rows; row++) {
          const own = mu[row * m + k + j]
          if (own !== logStd) {
            logStd = own
            precision = exp(-own)
          }
          into[row * m + j] = dmu[row * m + j] * precision * precision
          into[row * m + k + j] = 2 * dmu[row * m + k + j]
        }
      }
    },
  })
}
