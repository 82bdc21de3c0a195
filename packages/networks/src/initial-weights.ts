import { outline } from '@trpo/math/messages'

/**
 * How the initial weights of a dense layer are drawn, scaled by its gain: 'normalized' gives the weights into each
 * output norm `gain`; 'orthogonal' makes them an orthogonal matrix times `gain`.
 */
export type InitialWeights = 'normalized' | 'orthogonal'

/** `value` as a kind of initial weights; throws a RangeError otherwise. */
export function checkInitialWeights(value: unknown): InitialWeights {
  if (value === 'normalized' || value === 'orthogonal') return value
  throw new RangeError(`initialWeights is ${outline(value)}, expected "normalized" or "orthogonal"`)
}

/**
 * Makes initial weights [inputs, outputs] of standard normal ones.
 *
 * Orthogonal weights are W times `gain`, where W'W = 1 if there are at least as many inputs as outputs, and W W' = 1
 * otherwise. W is the factor Q of the QR decomposition of the draws, or of their transpose, whose R has a positive
 * diagonal, so that all orthogonal matrices are equally likely (Saxe, McClelland and Ganguli 2014; Mezzadri 2007). It is
 * found by Gram and Schmidt, twice: the second pass removes the rounding of the first.
 */
export function scaleWeights(weights: Float64Array, outputs: number, gain: number, kind: InitialWeights): void {
  const orthogonal = kind === 'orthogonal'
  const inputs = weights.length / outputs
  // Vector k is weights[k along + i across], i below `length`: the weights into an output, or those from an input.
  const [count, length, along, across] =
    orthogonal && inputs < outputs ? [inputs, outputs, outputs, 1] : [outputs, inputs, 1, outputs]
  const product = (a: number, b: number): number => {
    let sum = 0
    for (let i = 0; i < length; i++) sum += weights[a * along + i * across] * weights[b * along + i * across]
    return sum
  }
  for (let k = 0; k < count; k++) {
    for (let pass = 0; orthogonal && pass < 2 * k; pass++) {
      // Earlier vectors have norm 1 until the end.
      const overlap = product(pass % k, k)
      for (let i = 0; i < length; i++) {
        weights[k * along + i * across] -= overlap * weights[(pass % k) * along + i * across]
      }
    }
    const squares = product(k, k)
    // The norm is 0 only when all draws are exactly 0; such weights stay 0 and do not become NaN.
    const scale = squares > 0 ? (orthogonal ? 1 : gain) / Math.sqrt(squares) : 0
    for (let i = 0; i < length; i++) weights[k * along + i * across] *= scale
  }
  if (orthogonal) for (let p = 0; p < weights.length; p++) weights[p] *= gain
}
