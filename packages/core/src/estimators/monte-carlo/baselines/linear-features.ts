import { denseMatrix, solveSymmetric } from '@trpo/linalg'
import { observationRows, type PathBatch, type RowMemory } from '@trpo/samplers'
import { DataError } from '../../../passes/data-error.ts'
import type { Baseline } from './baseline.ts'

/** Observations are clamped to +-10 in the features, so that no outlier dominates the fit. */
const CLAMP = 10
/** More features than this need gigabytes for their products, and minutes for one fit. */
const MAX_FEATURES = 4096
/** Time enters in units of 100 steps. */
const TIME_UNIT = 100

/**
 * A linear function of [o, o^2, t, t^2, t^3, 1], t in hundreds of steps, by least squares with a small ridge: the linear
 * feature baseline of Duan et al. 2016 (Benchmarking deep reinforcement learning for continuous control, section 4).
 *
 * It is fitted to the batch before the one on which it is used. Parameters [f], f = 2 o + 4; statistics [f^2 + f]: sum of phi
 * phi', row-major, then of phi R.
 *
 * Throws a RangeError unless the size is a whole number of at least 1 and the ridge a number of at least 0, and where there
 * would be more than 4,096 features, as of frames.
 *
 * @param observationSize o
 * @param ridge added to the diagonal, at least 0
 */
export function linearFeatureBaseline(observationSize: number, ridge = 1e-5): Baseline {
  if (!Number.isSafeInteger(observationSize) || observationSize < 1)
    throw new RangeError(
      `a linear feature baseline is made for observations of some length, and ${String(observationSize)} was given; give a whole number of at least 1, such as linearFeatureBaseline(4)`,
    )
  if (!(Number.isFinite(ridge) && ridge >= 0))
    throw new RangeError(`the ridge of a linear feature baseline is ${ridge}; give a number of at least 0`)
  const size = 2 * observationSize + 4
  if (size > MAX_FEATURES)
    throw new RangeError(
      `the linear feature baseline has ${size} features for observations of length ${observationSize}, and can be fitted to ${MAX_FEATURES} at most; take a time-dependent baseline, or none (zero)`,
    )
  const features = new Float64Array(size)

  const fill = (observations: ArrayLike<number>, offset: number, time: number): void => {
    for (let i = 0; i < observationSize; i++) {
      const value = Math.max(-CLAMP, Math.min(CLAMP, observations[offset + i]))
      features[i] = value
      features[observationSize + i] = value * value
    }
    const t = time / TIME_UNIT
    features[size - 4] = t
    features[size - 3] = t * t
    features[size - 2] = t * t * t
    features[size - 1] = 1
  }
  const value = (parameters: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += parameters[i] * features[i]
    return sum
  }
  const memory: RowMemory = {}
  const fillRow = (batch: PathBatch, row: number, time: number) =>
    batch.stacks === undefined
      ? fill(batch.observations, row * observationSize, time)
      : fill(observationRows(batch, row, 1, memory), 0, time)
  const assertFits = (batch: PathBatch): void => {
    if (batch.observationSize !== observationSize)
      throw new RangeError(
        `the linear feature baseline was made for observations of length ${observationSize}, and those of the environment have ${batch.observationSize}; make it with linearFeatureBaseline(${batch.observationSize})`,
      )
  }

  return {
    name: 'linear-features',
    settings: { observationSize, ridge },
    fitOn: 'previous',
    initial: () => new Float64Array(size),
    statisticsSize: size * size + size,
    accumulate(batch, segment, returns, into) {
      assertFits(batch)
      for (let t = 0; t < segment.length; t++) {
        const row = segment.offset + t
        fillRow(batch, row, segment.start + t)
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) into[i * size + j] += features[i] * features[j]
          into[size * size + i] += features[i] * returns[row]
        }
      }
    },
    solve(statistics) {
      const gram = denseMatrix(size, size, statistics.slice(0, size * size))
      const moments = statistics.slice(size * size)
      // Features that are nearly dependent need a greater ridge than was asked for. Without any sample the answer is 0.
      for (let added = ridge; added < Infinity; added = Math.max(added * 10, Number.EPSILON)) {
        const solution = solveSymmetric(gram, moments, { ridge: added })
        if (solution.status === 'solved') return solution.value
        if (solution.status === 'notFinite') break
      }
      throw new DataError(
        'the linear feature baseline could not be fitted: a return or an observation is so large that their products overflow; scale rewards or observations down',
      )
    },
    predict(parameters, batch, segment, into) {
      assertFits(batch)
      for (let t = 0; t < segment.length; t++) {
        fillRow(batch, segment.offset + t, segment.start + t)
        into[segment.offset + t] = value(parameters)
      }
    },
    predictLast(parameters, _batch, segment) {
      fill(segment.lastObservation, 0, segment.start + segment.length)
      return value(parameters)
    },
  }
}
