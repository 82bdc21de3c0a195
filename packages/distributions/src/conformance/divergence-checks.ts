import { expectThat } from '@trpo/math/expectations'
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
    const entropy = new Float64Array(1)
    distribution.entropy(1, point, entropy)
    const { actions, probabilities } = subject.outcomes(i)
    const terms = logProbsAt(distribution, point, actions).map((value) => -value)
    expectMean(`entropy of point ${i}`, terms, entropy[0], probabilities)
  }
}
