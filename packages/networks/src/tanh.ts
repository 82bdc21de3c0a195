import { tanh as hyperbolicTangent } from '@trpo/math'
import { checkSize } from './checks.ts'
import type { Layer } from './layer.ts'

/**
 * The hyperbolic tangent of each of `size` inputs. No parameters.
 *
 * The derivative is taken from the output: 1 - y^2. Throws a RangeError unless `size` is a positive whole number.
 */
export function tanh(size: number): Layer {
  const n = checkSize(size, 'size')
  return {
    description: { kind: 'tanh', size: n },
    inputSize: n,
    outputSize: n,
    parameters: () => [],
    init(): void {},

    forward(_parameters, rows, x, y): void {
      for (let i = 0; i < rows * n; i++) y[i] = hyperbolicTangent(x[i])
    },

    jvp(_parameters, rows, _x, y, _dparameters, dx, dy): void {
      if (dx === undefined) dy.fill(0, 0, rows * n)
      else for (let i = 0; i < rows * n; i++) dy[i] = (1 - y[i] * y[i]) * dx[i]
    },

    vjp(_parameters, rows, _x, y, ybar, _parametersBar, xbar): void {
      if (xbar === undefined) return
      for (let i = 0; i < rows * n; i++) xbar[i] = (1 - y[i] * y[i]) * ybar[i]
    },
  }
}
