import type { Network } from '@trpo/networks'
import type { PathBatch } from '@trpo/samplers'
import { added } from '../../../passes/combine.ts'
import type { GroupSamples, Pass } from '../../../passes/pass.ts'
import { forEachKept, type KeptForwards } from '../network-values.ts'

/** A squared error and its slope at some parameters. */
interface ErrorAndSlope {
  /** The mean of (f - (y - mu) / sigma)^2. */
  readonly error: number
  /** J'(f - (y - mu) / sigma) / N [p]: half the gradient of the error. */
  readonly slope: Float64Array
}

/** The sums over all rows that Gauss-Newton steps need. */
export interface SquaredErrorPasses {
  /** The error and its slope at theta [p]. */
  readonly slope: Pass<PathBatch, [theta: Float64Array, sigma: number, level: number], ErrorAndSlope>
  /** J'J v / N [p], with J at theta [p]. */
  readonly product: Pass<PathBatch, [theta: Float64Array, v: Float64Array], Float64Array>
  /** The mean of (f - (y - mu) / sigma)^2 at theta [p]. */
  readonly error: Pass<PathBatch, [theta: Float64Array, sigma: number, level: number], number>
}

/** The passes for a network; y is the column `returns`. */
export function squaredErrorPasses(network: Network): SquaredErrorPasses {
  // Of these passes' own: what is kept is known by the function that made it, and belongs to this network.
  const forwards = (_samples: GroupSamples<PathBatch>, last: KeptForwards | undefined): KeptForwards => ({
    theta: undefined,
    tapes: last?.tapes ?? [],
    rows: last?.rows ?? [],
  })
  const { parameterCount } = network
  return {
    slope: {
      name: 'values/slope',
      over(samples, theta, sigma, level) {
        if (samples.rows.start === samples.rows.end) return new Float64Array(0)
        const returns = samples.column('returns')
        const part = new Float64Array(parameterCount + 2)
        const sum = part.subarray(0, parameterCount)
        let squares = 0
        forEachKept(samples, network, theta, samples.once(forwards), (from, { y, rows, networkTape }) => {
          const errors = new Float64Array(rows)
          for (let i = 0; i < rows; i++) {
            errors[i] = y[i] - (returns[from + i] - level) / sigma
            squares += errors[i] * errors[i]
          }
          network.vjp(networkTape, errors, sum)
        })
        part.set([samples.rows.end - samples.rows.start, squares], parameterCount)
        return part
      },
      combine(parts) {
        const sum = added(parts)
        const [count, squares] = sum.subarray(parameterCount)
        return { error: squares / count, slope: sum.slice(0, parameterCount).map((value) => value / count) }
      },
    },
    product: {
      name: 'values/product',
      over(samples, theta, v) {
        if (samples.rows.start === samples.rows.end) return new Float64Array(0)
        const sum = new Float64Array(parameterCount + 1)
        sum[parameterCount] = samples.rows.end - samples.rows.start
        forEachKept(samples, network, theta, samples.once(forwards), (_from, { networkTape }) =>
          network.vjp(networkTape, network.jvp(networkTape, v), sum.subarray(0, parameterCount)),
        )
        return sum
      },
      combine(parts) {
        const sum = added(parts)
        return sum.slice(0, parameterCount).map((value) => value / sum[parameterCount])
      },
    },
    error: {
      name: 'values/error',
      over(samples, theta, sigma, level) {
        const returns = samples.column('returns')
        let squares = 0
        forEachKept(samples, network, theta, samples.once(forwards), (from, { y, rows }) => {
          for (let i = 0; i < rows; i++) {
            const error = y[i] - (returns[from + i] - level) / sigma
            squares += error * error
          }
        })
        return Float64Array.of(samples.rows.end - samples.rows.start, squares)
      },
      combine(parts) {
        const [count, squares] = added(parts)
        return squares / count
      },
    },
  }
}
