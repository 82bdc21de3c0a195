import { expectClose } from '@trpo/math/expectations'
import { expectMean } from './expected-mean.ts'
import { logProbsAt, type Subject, sampled, scoresAt, shifted } from './subject.ts'

/** Step of the differences: truncation (h^4) and rounding (1e-16 / h) are both near 1e-12. */
const step = 1e-3
const tolerance = 1e-7

/** The score is the derivative of logProb in mu: central differences of fourth order at some sampled actions. */
export function checkScoreDifferences(subject: Subject): void {
  const { distribution, points } = subject
  const m = distribution.parameterSize
  const rows = 16
  for (const [i, point] of points.entries()) {
    const actions = sampled(distribution, point, rows, subject.random(`score differences, point ${i}`))
    const scores = scoresAt(distribution, point, actions)
    for (let j = 0; j < m; j++) {
      const unit = new Float64Array(m)
      unit[j] = 1
      const at = (factor: number) => logProbsAt(distribution, shifted(point, factor * step, unit), actions)
      const [twoBelow, below, above, twoAbove] = [at(-2), at(-1), at(1), at(2)]
      for (let row = 0; row < rows; row++) {
        const slope = (8 * (above[row] - below[row]) - (twoAbove[row] - twoBelow[row])) / (12 * step)
        const score = scores[row * m + j]
        expectClose(`logProbGradient in mu[${j}] at point ${i}`, score, slope, tolerance * Math.max(1, Math.abs(slope)))
      }
    }
  }
}

/** E[d log p / d mu] = 0, since probabilities sum to 1 whatever mu is. */
export function checkScoreMean(subject: Subject): void {
  const { distribution, points } = subject
  const m = distribution.parameterSize
  for (const [i, point] of points.entries()) {
    const { actions, probabilities } = subject.outcomes(i)
    const scores = scoresAt(distribution, point, actions)
    for (let j = 0; j < m; j++) {
      const terms = Float64Array.from({ length: scores.length / m }, (_, row) => scores[row * m + j])
      expectMean(`mean of logProbGradient in mu[${j}] at point ${i}`, terms, 0, probabilities)
    }
  }
}
