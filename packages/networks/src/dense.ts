import type { Random } from '@trpo/random'
import { checkFinite, checkSize } from './checks.ts'
import { checkInitialWeights, type InitialWeights, scaleWeights } from './initial-weights.ts'
import type { Layer } from './layer.ts'

/**
 * An affine layer: y = x W + b, summed from the bias on and then over the inputs in order.
 *
 * Parameters: W [inputSize, outputSize], row-major, then b [outputSize].
 *
 * Initial parameters: b = 0; W is drawn standard normal, in order, and the weights into each output are scaled to
 * Euclidean norm `gain`, so that independent inputs of unit variance give outputs of variance gain^2. Source:
 * `normc_initializer` of OpenAI Baselines (Dhariwal et al. 2017), which the published TRPO codes use. Deviates: the
 * paper does not say how its networks start. With `initialWeights: 'orthogonal'` W is an orthogonal matrix times `gain`
 * instead, made of the same draws (see `InitialWeights`).
 *
 * Throws a RangeError on a size that is no positive whole number, on a gain that is negative or not finite, and on
 * unknown initial weights.
 */
export function dense(
  inputSize: number,
  outputSize: number,
  options: {
    /**
     * Norm of the initial weights into each output, or the factor of the orthogonal matrix.
     * @default 1
     */
    readonly gain?: number
    /** How the initial weights are made of normal draws. @default 'normalized' */
    readonly initialWeights?: InitialWeights
  } = {},
): Layer {
  const n = checkSize(inputSize, 'inputSize')
  const m = checkSize(outputSize, 'outputSize')
  const gain = checkFinite(options.gain ?? 1, 'gain')
  if (gain < 0) throw new RangeError(`gain is ${gain}, expected 0 or more`)
  const initialWeights = checkInitialWeights(options.initialWeights ?? 'normalized')
  const bias = n * m

  return {
    // The default is left out: descriptions from before there was a choice stay as they are.
    description: {
      kind: 'dense',
      inputSize: n,
      outputSize: m,
      gain,
      ...(initialWeights === 'orthogonal' ? { initialWeights } : {}),
    },
    inputSize: n,
    outputSize: m,

    parameters: (position) => [
      { name: `${position}.weight`, shape: [n, m] },
      { name: `${position}.bias`, shape: [m] },
    ],

    init(random: Random, parameters: Float64Array): void {
      for (let p = 0; p < bias; p++) parameters[p] = random.normal()
      scaleWeights(parameters.subarray(0, bias), m, gain, initialWeights)
      parameters.fill(0, bias)
    },

    forward(parameters, rows, x, y): void {
      for (let r = 0; r < rows; r++) {
        const xr = r * n
        const yr = r * m
        for (let j = 0; j < m; j++) y[yr + j] = parameters[bias + j]
        for (let i = 0; i < n; i++) {
          const xi = x[xr + i]
          const w = i * m
          for (let j = 0; j < m; j++) y[yr + j] += xi * parameters[w + j]
        }
      }
    },

    jvp(parameters, rows, x, _y, dparameters, dx, dy): void {
      for (let r = 0; r < rows; r++) {
        const xr = r * n
        const yr = r * m
        for (let j = 0; j < m; j++) dy[yr + j] = dparameters[bias + j]
        for (let i = 0; i < n; i++) {
          const xi = x[xr + i]
          const w = i * m
          if (dx === undefined) {
            for (let j = 0; j < m; j++) dy[yr + j] += xi * dparameters[w + j]
          } else {
            const dxi = dx[xr + i]
            for (let j = 0; j < m; j++) dy[yr + j] += xi * dparameters[w + j] + dxi * parameters[w + j]
          }
        }
      }
    },

    vjp(parameters, rows, x, _y, ybar, parametersBar, xbar): void {
      for (let r = 0; r < rows; r++) {
        const xr = r * n
        const yr = r * m
        for (let j = 0; j < m; j++) parametersBar[bias + j] += ybar[yr + j]
        for (let i = 0; i < n; i++) {
          const xi = x[xr + i]
          const w = i * m
          for (let j = 0; j < m; j++) parametersBar[w + j] += xi * ybar[yr + j]
          if (xbar !== undefined) {
            let sum = 0
            for (let j = 0; j < m; j++) sum += parameters[w + j] * ybar[yr + j]
            xbar[xr + i] = sum
          }
        }
      }
    },
  }
}
