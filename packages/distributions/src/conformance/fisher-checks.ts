import { expectClose, expectThat } from '@trpo/math/expectations'
import { expectMean } from './expected-mean.ts'
import {
  fisherMatrix,
  fisherTimes,
  innerProduct,
  klBetween,
  normalRow,
  type Subject,
  scoresAt,
  shifted,
} from './subject.ts'

/** M (a v + b w) = a M v + b M w, v'M w = w'M v and v'M v >= 0 for random v and w, up to rounding. */
export function checkFisherForm(subject: Subject): void {
  const { distribution, points } = subject
  const random = subject.random('fisher form')
  const m = distribution.parameterSize
  for (const [i, point] of points.entries()) {
    for (let repeat = 0; repeat < 8; repeat++) {
      const [v, w] = [normalRow(m, random), normalRow(m, random)]
      const [a, b] = [random.normal(), random.normal()]
      const [mv, mw] = [fisherTimes(distribution, point, v), fisherTimes(distribution, point, w)]
      const combined = fisherTimes(
        distribution,
        point,
        v.map((value, j) => a * value + b * w[j]),
      )
      const size = Math.max(1, ...mv.map(Math.abs), ...mw.map(Math.abs)) * m
      for (let j = 0; j < m; j++) {
        expectClose(`fisher of a v + b w at point ${i}, number ${j}`, combined[j], a * mv[j] + b * mw[j], 1e-12 * size)
      }
      const [vMw, wMv, vMv] = [innerProduct(v, mw), innerProduct(w, mv), innerProduct(v, mv)]
      expectClose(`fisher is not symmetric at point ${i}: v'Mw`, vMw, wMv, 1e-11 * size)
      expectThat(vMv >= -1e-12 * size, `fisher at point ${i} has v'Mv = ${vMv}, expected at least 0`)
    }
  }
}

/** M = E[score score'] (the score has mean 0), entry by entry. */
export function checkFisherCovariance(subject: Subject): void {
  const { distribution, points } = subject
  const m = distribution.parameterSize
  for (const [i, point] of points.entries()) {
    const matrix = fisherMatrix(distribution, point)
    const { actions, probabilities } = subject.outcomes(i)
    const scores = scoresAt(distribution, point, actions)
    const terms = new Float64Array(scores.length / m)
    for (let j = 0; j < m; j++) {
      for (let k = 0; k <= j; k++) {
        for (let row = 0; row < terms.length; row++) terms[row] = scores[row * m + j] * scores[row * m + k]
        expectMean(`fisher entry (${j}, ${k}) at point ${i}`, terms, matrix[j * m + k], probabilities)
        expectMean(`fisher entry (${k}, ${j}) at point ${i}`, terms, matrix[k * m + j], probabilities)
      }
    }
  }
}

/** M is the Hessian of KL(mu || mu') in mu' at mu' = mu, by extrapolated second differences along e_j + e_k. */
export function checkFisherHessian(subject: Subject): void {
  const { distribution, points } = subject
  const m = distribution.parameterSize
  for (const [i, point] of points.entries()) {
    const matrix = fisherMatrix(distribution, point)
    const size = Math.max(1, ...matrix.map(Math.abs))
    const along = (j: number, k: number): number => {
      const direction = new Float64Array(m)
      direction[j] += 1
      direction[k] += 1
      const difference = (h: number) =>
        (klBetween(distribution, point, shifted(point, h, direction)) +
          klBetween(distribution, point, shifted(point, -h, direction))) /
        (h * h)
      return (4 * difference(0.005) - difference(0.01)) / 3
    }
    // (e_j + e_j) gives 4 M_jj, and (e_j + e_k) gives M_jj + M_kk + 2 M_jk.
    const diagonal = Float64Array.from({ length: m }, (_, j) => along(j, j) / 4)
    for (let j = 0; j < m; j++) {
      for (let k = 0; k <= j; k++) {
        const hessian = j === k ? diagonal[j] : (along(j, k) - diagonal[j] - diagonal[k]) / 2
        expectClose(`fisher entry (${j}, ${k}) at point ${i}`, matrix[j * m + k], hessian, 1e-6 * size)
        expectClose(`fisher entry (${k}, ${j}) at point ${i}`, matrix[k * m + j], hessian, 1e-6 * size)
      }
    }
  }
}
