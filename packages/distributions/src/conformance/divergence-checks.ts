import { expectClose, expectThat } from '@trpo/math/expectations'
import type { Distribution } from '../distribution.ts'
import { expectMean } from './expected-mean.ts'
import { klBetween, logProbsAt, normalRow, type Subject, shifted } from './subject.ts'

/** KL(mu || mu) = 0 to the last bit, and KL is at least 0 however near the two are. */
export function checkKlSign(subject: Subject): void {
  const { distribution, points, neighbours } = subject
  const random = subject.random('kl sign')
  for (const [i, point] of [...points, ...neighbours].entries()) {
    const same = klBetween(distribution, point, point.slice())
    expectThat(same === 0, `kl of point ${i} with itself is ${same}, expected exactly 0`)
    for (let size = 1; size > 1e-18; size /= 10) {
      const kl = klBetween(distribution, point, shifted(point, size, normalRow(point.length, random)))
      expectThat(kl >= 0, `kl of point ${i} with one at a distance of ${size} is ${kl}, expected at least 0`)
    }
  }
}

/** KL(old || new) = E_old[log p_old - log p_new]. */
export function checkKlDefinition(subject: Subject): void {
  const { distribution, points, neighbours } = subject
  for (const [i, point] of points.entries()) {
    const { actions, probabilities } = subject.outcomes(i)
    const old = logProbsAt(distribution, point, actions)
    const next = logProbsAt(distribution, neighbours[i], actions)
    const terms = old.map((value, n) => value - next[n])
    expectMean(
      `kl from point ${i} to its neighbour`,
      terms,
      klBetween(distribution, point, neighbours[i]),
      probabilities,
    )
  }
}

/** Entropy = E[-log p]. */
export function checkEntropyDefinition(subject: Subject): void {
  const { distribution, points } = subject
  for (const [i, point] of points.entries()) {
    const entropy = entropyAt(distribution, point)
    const { actions, probabilities } = subject.outcomes(i)
    const terms = logProbsAt(distribution, point, actions).map((value) => -value)
    expectMean(`entropy of point ${i}`, terms, entropy, probabilities)
  }
}

/** entropyGradient is the derivative of entropy in mu: central differences of fourth order. */
export function checkEntropyDifferences({ distribution, points }: Subject): void {
  const m = distribution.parameterSize
  const step = 1e-3
  for (const [i, point] of points.entries()) {
    const gradient = new Float64Array(m)
    distribution.entropyGradient(1, point, gradient)
    for (let j = 0; j < m; j++) {
      const unit = new Float64Array(m)
      unit[j] = 1
      const at = (factor: number) => entropyAt(distribution, shifted(point, factor * step, unit))
      const slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step)
      expectClose(`entropyGradient in mu[${j}] at point ${i}`, gradient[j], slope, 1e-7 * Math.max(1, Math.abs(slope)))
    }
  }
}

function entropyAt(distribution: Distribution, mu: Float64Array): number {
  const entropy = new Float64Array(1)
  distribution.entropy(1, mu, entropy)
  return entropy[0]
}
