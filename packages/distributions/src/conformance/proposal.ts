import { exp, log } from '@trpo/math'
import { logProbsAt, type Subject } from './subject.ts'

/** Actions from a normal proposal that covers the density at a point, with their importance weights. */
export interface Proposal {
  /** `[samples, k]` */
  readonly actions: Float64Array
  /** exp(logProb) / density of the proposal, `[samples]`. Their mean is the integral of exp(logProb). */
  readonly weights: Float64Array
  /** Mean of the distribution's own samples, `[k]`. */
  readonly centre: Float64Array
  /** Standard deviation of the distribution's own samples, `[k]`. */
  readonly width: Float64Array
}

const halfLogTwoPi = 0.9189385332046727
/** How much wider than the samples the proposal is, so that weights stay bounded in the tails. */
const stretch = 1.5

/** The proposal for point `index`: independent components, centred on the samples and 1.5 times as wide. */
export function proposalFor(subject: Subject, index: number): Proposal {
  const { distribution, points, samples } = subject
  const k = distribution.actionSize
  const own = subject.drawn(index)
  const centre = new Float64Array(k)
  const width = new Float64Array(k)
  for (let j = 0; j < k; j++) {
    let sum = 0
    for (let row = 0; row < samples; row++) sum += own[row * k + j]
    centre[j] = sum / samples
    let squares = 0
    for (let row = 0; row < samples; row++) squares += (own[row * k + j] - centre[j]) * (own[row * k + j] - centre[j])
    width[j] = Math.sqrt(squares / (samples - 1))
  }
  const random = subject.random(`proposal, point ${index}`)
  const actions = new Float64Array(samples * k)
  const logDensity = new Float64Array(samples)
  for (let row = 0; row < samples; row++) {
    for (let j = 0; j < k; j++) {
      const z = random.normal()
      actions[row * k + j] = centre[j] + stretch * width[j] * z
      logDensity[row] -= 0.5 * z * z + log(stretch * width[j]) + halfLogTwoPi
    }
  }
  const weights = logProbsAt(distribution, points[index], actions).map((value, row) => exp(value - logDensity[row]))
  return { actions, weights, centre, width }
}
