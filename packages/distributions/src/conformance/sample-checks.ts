import { exp } from '@trpo/math'
import { expectClose, expectThat } from '@trpo/math/expectations'
import { expectMean } from './expected-mean.ts'
import { proposalFor } from './proposal.ts'
import { everyAction, logProbsAt, type Subject, sampled } from './subject.ts'

/** Probabilities sum to 1 over all actions; a density integrates to 1, by importance sampling. */
export function checkNormalised(subject: Subject): void {
  const { distribution, points } = subject
  for (const [i, point] of points.entries()) {
    if (subject.actions !== undefined) {
      const total = logProbsAt(distribution, point, Float64Array.from(subject.actions.flat())).reduce(
        (sum, value) => sum + exp(value),
        0,
      )
      expectClose(`probabilities at point ${i} sum to`, total, 1, 1e-12 * subject.actions.length)
    } else {
      const { weights } = proposalFor(subject, i)
      expectMean(`integral of the density at point ${i}`, weights, 1)
    }
  }
}

/** Samples are distributed as logProb says. */
export function checkSamples(subject: Subject): void {
  if (subject.actions === undefined) checkRealSamples(subject)
  else checkFiniteSamples(subject, subject.actions)
}

/** Each action is drawn as often as its probability (relative to the sum of all) says. */
function checkFiniteSamples(subject: Subject, actions: readonly (readonly number[])[]): void {
  const { distribution, points, samples } = subject
  const k = distribution.actionSize
  for (const [i, point] of points.entries()) {
    const counts = new Map<string, number>(actions.map((action) => [action.join(), 0]))
    const drawn = subject.drawn(i)
    for (let row = 0; row < samples; row++) {
      const key = drawn.slice(row * k, (row + 1) * k).join()
      const count = counts.get(key)
      expectThat(count !== undefined, `sample gave [${key}] at point ${i}, which is not one of the actions`)
      counts.set(key, count + 1)
    }
    const { probabilities } = everyAction(distribution, point, actions)
    for (const [n, [key, count]] of [...counts].entries()) {
      const p = probabilities[n]
      // Six standard deviations of a binomial count, and six more counts for the skew of rare actions.
      const allowed = 6 * Math.sqrt(samples * p * (1 - p)) + 6
      expectClose(`times that sample gave [${key}] at point ${i}`, count, samples * p, allowed)
    }
  }
}

/** Quantiles and second moments of the samples are those of the density, by importance sampling. */
function checkRealSamples(subject: Subject): void {
  const { distribution, points, samples } = subject
  const k = distribution.actionSize
  for (const i of points.keys()) {
    const { actions, weights, centre, width } = proposalFor(subject, i)
    const drawn = subject.drawn(i)
    const totalWeight = weights.reduce((sum, weight) => sum + weight, 0)
    const proposed = new Float64Array(samples)
    const terms = new Float64Array(samples)
    const compare = (what: string, feature: (of: Float64Array, at: number) => number) => {
      let sum = 0
      for (let row = 0; row < samples; row++) {
        proposed[row] = feature(actions, row * k)
        sum += weights[row] * proposed[row]
      }
      const mean = sum / totalWeight
      // Both sides are estimates: to first order these terms have the difference of the two as their mean.
      for (let row = 0; row < samples; row++) {
        const weight = (samples / totalWeight) * weights[row]
        terms[row] = feature(drawn, row * k) - mean - weight * (proposed[row] - mean)
      }
      expectMean(`${what} at point ${i}, samples less density`, terms, 0)
    }
    for (let j = 0; j < k; j++) {
      for (const quantile of [-1.5, -0.7, 0, 0.7, 1.5]) {
        const threshold = centre[j] + quantile * width[j]
        compare(`probability that action[${j}] < ${threshold}`, (of, at) => (of[at + j] < threshold ? 1 : 0))
      }
      for (let l = 0; l <= j; l++) {
        const standard = (of: Float64Array, at: number, n: number) => (of[at + n] - centre[n]) / width[n]
        compare(`mean of action[${j}] action[${l}]`, (of, at) => standard(of, at, j) * standard(of, at, l))
      }
    }
  }
}

/** No action is more likely than the mode: none of all actions, or of those sampled and those beside it. */
export function checkMode(subject: Subject): void {
  const { distribution, points } = subject
  const k = distribution.actionSize
  for (const [i, point] of points.entries()) {
    const mode = new Float64Array(k)
    distribution.mode(1, point, mode)
    const [best] = logProbsAt(distribution, point, mode)
    const rivals = subject.actions?.flat() ?? [
      ...sampled(distribution, point, 1000, subject.random(`mode, point ${i}`)),
      ...Array.from({ length: k }, (_, j) =>
        [-1e-2, -1e-4, 1e-4, 1e-2].map((h) => mode.map((x, l) => (l === j ? x + h : x))),
      )
        .flat()
        .flatMap((row) => [...row]),
    ]
    const others = logProbsAt(distribution, point, Float64Array.from(rivals))
    for (const [row, other] of others.entries()) {
      const rival = rivals.slice(row * k, (row + 1) * k).join()
      expectThat(
        other <= best + 1e-12 * Math.max(1, Math.abs(best)),
        `mode at point ${i} is [${mode.join()}] with logProb ${best}, but [${rival}] has ${other}`,
      )
    }
  }
}
