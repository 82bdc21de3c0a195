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
 * Scales the weights into each of `outputs` outputs, [inputs, outputs], to Euclidean norm `gain`. Weights that are all 0
 * stay 0.
 */
export function normalize(weights: Float64Array, outputs: number, gain: number): void {
  for (let j = 0; j < outputs; j++) {
    let squares = 0
    for (let p = j; p < weights.length; p += outputs) squares += weights[p] * weights[p]
    // The norm is 0 only when all draws are exactly 0; such weights stay 0 and do not become NaN.
    const scale = squares > 0 ? gain / Math.sqrt(squares) : 0
    for (let p = j; p < weights.length; p += outputs) weights[p] *= scale
  }
}

/**
 * Makes standard normal weights [inputs, outputs] an orthogonal matrix W times `gain`: W'W = 1 if there are at least as
 * many inputs as outputs, and W W' = 1 otherwise. W is the factor Q of the QR decomposition of the draws, or of their
 * transpose, whose R has a positive diagonal, so that all orthogonal matrices are equally likely (Saxe, McClelland and
 * Ganguli 2014; Mezzadri 2007). By Gram and Schmidt, twice: the second pass removes the rounding of the first.
 */
export function orthogonalize(weights: Float64Array, outputs: number, gain: number): void {
  const inputs = weights.length / outputs
  const tall = inputs >= outputs
  // Vector k is weights[k along + i across], i below `length`.
  const [count, length, along, across] = tall ? [outputs, inputs, 1, outputs] : [inputs, outputs, outputs, 1]
  const product = (a: number, b: number): number => {
    let sum = 0
    for (let i = 0; i < length; i++) sum += weights[a * along + i * across] * weights[b * along + i * across]
    return sum
  }
  for (let k = 0; k < count; k++) {
    for (let earlier = 0; earlier < 2 * k; earlier++) {
      const other = earlier % k
      const overlap = product(other, k)
      for (let i = 0; i < length; i++) weights[k * along + i * across] -= overlap * weights[other * along + i * across]
    }
    const squares = product(k, k)
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
    for (let i = 0; i < length; i++) weights[k * along + i * across] *= scale
  }
  for (let p = 0; p < weights.length; p++) weights[p] *= gain
}
